using System.Xml;
using Nginx502.Build.Machine;

namespace Nginx502.Build.Testing;

/// <summary>One test project, run by 'dotnet test' on what was built.</summary>
internal sealed class XunitRun(Repository repository, TestOptions options)
{
    /// <summary>Runs a project, and adds its results.</summary>
    public void Run(string project, TestSummary summary)
    {
        DirectoryInfo results = Directory.CreateTempSubdirectory("nginx502-results-");
        try
        {
            Console.WriteLine();
            Console.WriteLine($"== {project}");
            int exitCode = DotNet.Call(repository, Arguments(project, results.FullName)).Run();
            AddResults(project, exitCode, [.. results.EnumerateFiles("*.trx")], summary);
        }
        finally
        {
            results.Delete(recursive: true);
        }
    }

    private IReadOnlyList<string> Arguments(string project, string results)
    {
        string assembly = repository.PathOf("tests", project, "bin", "Release", "net10.0", $"Nginx502.{project}Tests.dll");
        string[] filter = options.Filter is null ? [] : ["--filter", options.Filter];
        return ["test", assembly, "--logger", "trx", "--results-directory", results, .. filter];
    }

    private void AddResults(string project, int exitCode, FileInfo[] files, TestSummary summary)
    {
        IReadOnlyList<TestResult> results;
        try
        {
            results = [.. files.SelectMany(file => TrxFile.Read(file.FullName))];
        }
        catch (XmlException)
        {
            summary.AddBrokenRun($"{project}: the run was cut off (exit code {exitCode})");
            return;
        }

        summary.Add(results);
        if (results.Count == 0 && options.Filter is null)
        {
            summary.AddBrokenRun($"{project}: no test was run (exit code {exitCode})");
        }
        else if (exitCode != 0 && results.All(result => result.Outcome != TestOutcome.Failed))
        {
            summary.AddBrokenRun($"{project}: the run ended with exit code {exitCode} though no test failed");
        }
    }
}
