using Nginx502.Build.Machine;
using Nginx502.Build.Testing;

namespace Nginx502.Build.Tasks;

/// <summary>Builds, runs the tests, and ends with the line 'N passed, N failed'.</summary>
internal sealed class TestTask : IBuildTask
{
    /// <inheritdoc/>
    public string Name => "Test";

    /// <inheritdoc/>
    public string Summary => "builds, and runs every test; --project Unit|Hosted|Integration, --filter EXPRESSION";

    /// <inheritdoc/>
    public int Run(Repository repository, IReadOnlyList<string> arguments)
    {
        TestOptions options = TestOptions.Parse(arguments);
        Prerequisites.ForTests();
        new BuildTask().Run(repository, []);
        BuildTests(repository, options);

        var summary = new TestSummary();
        var xunit = new XunitRun(repository, options);
        foreach (string project in options.Projects)
        {
            xunit.Run(project, summary);
        }

        if (options.RunsEverything)
        {
            new PesterRun(repository).Run(summary);
        }

        if (summary.Passed + summary.Failed == 0)
        {
            summary.AddBrokenRun("no test was run");
        }

        summary.Print(Console.Out);
        return summary.Failed == 0 ? 0 : BuildException.Failure;
    }

    private static void BuildTests(Repository repository, TestOptions options)
    {
        // Everything means everything: what no test needs (the benchmarks) has to compile too.
        string target = options.Projects.Count > 1
            ? repository.PathOf("Nginx502.sln")
            : repository.PathOf("tests", options.Projects[0], $"Nginx502.{options.Projects[0]}Tests.csproj");
        DotNet.Call(repository, "build", target, "-c", "Release", "-v", "q", "-nologo").RunOrFail();
    }
}
