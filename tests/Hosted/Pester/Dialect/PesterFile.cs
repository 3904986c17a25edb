using System.Management.Automation;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Pester;

/// <summary>A Pester file in the bare engine.</summary>
internal static class PesterFile
{
    /// <summary>The tree of its tests, none of them run.</summary>
    /// <exception cref="InvalidOperationException">The file leaves the subset, or its discovery fails.</exception>
    public static PesterNode Discover(string path) => Start(path, run: false);

    /// <summary>The tree of its tests without those that need pwsh, judged.</summary>
    /// <exception cref="InvalidOperationException">The file leaves the subset, or its discovery fails.</exception>
    public static PesterNode Run(string path) => Start(path, run: true);

    /// <summary>The lines of the test files by which an error came; those of the dialect itself have no file.</summary>
    public static string Place(ErrorRecord error) =>
        string.Join('\n', (error.ScriptStackTrace ?? string.Empty).Split('\n').Where(line => !line.Contains("<No file>", StringComparison.Ordinal)));

    private static PesterNode Start(string path, bool run)
    {
        PesterSubset.Check(path);
        using Stream dialect = typeof(PesterFile).Assembly.GetManifestResourceStream("Dialect.ps1")!;
        DirectoryInfo drive = Directory.CreateTempSubdirectory("nginx502-pester-");
        try
        {
            using ModuleSession session = ModuleSession.OpenBare();
            var root = new PesterNode(null, Path.GetFileName(path));
            InvocationResult result = session.Invoke(new StreamReader(dialect).ReadToEnd(), root, path, drive.FullName, run);
            return result.Terminating is not { } error ? root : throw new InvalidOperationException($"{error}\n{Place(error)}");
        }
        finally
        {
            drive.Delete(recursive: true);
        }
    }
}
