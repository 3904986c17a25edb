namespace Nginx502.HostedTests.Hosting;

/// <summary>
/// The built package, <c>output/Nginx502/&lt;version&gt;</c>: what is tested is what is published, never the project's bin folder.
/// </summary>
public static class Package
{
    private static readonly Lazy<string> FreshPath = new(FindFresh);

    /// <summary>The repository's root: the folder of the solution.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The package's folder.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it is older than the sources.</exception>
    public static string Root => FreshPath.Value;

    /// <summary>The manifest to import.</summary>
    public static string Manifest => Path.Combine(Root, "Nginx502.psd1");

    /// <summary>The folder of the module's DLLs.</summary>
    public static string Binaries => Path.Combine(Root, "bin", "net8.0");

    /// <summary>A file or folder of tests/data.</summary>
    public static string TestData(params string[] parts) => Path.Combine([Repository, "tests", "data", .. parts]);

    private static string FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Nginx502.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Nginx502.sln.");
    }

    private static string FindFresh()
    {
        string versions = Path.Combine(Repository, "output", "Nginx502");
        string[] manifests = Directory.Exists(versions)
            ? Directory.GetFiles(versions, "Nginx502.psd1", SearchOption.AllDirectories)
            : [];
        if (manifests.Length != 1)
        {
            throw new InvalidOperationException($"{versions} holds {manifests.Length} packages and must hold one. Run ./build.sh Build.");
        }

        string root = Path.GetDirectoryName(manifests[0])!;
        RequireFresh(root, "Nginx502.Core.dll", "src/Core");
        RequireFresh(root, "Nginx502.dll", "src/Cmdlets");
        return root;
    }

    // An old package would let tests pass on code that is no longer there.
    private static void RequireFresh(string root, string assembly, string sourceFolder)
    {
        var built = new FileInfo(Path.Combine(root, "bin", "net8.0", assembly));
        FileInfo newest = new DirectoryInfo(Path.Combine(Repository, sourceFolder))
            .EnumerateFiles("*.cs", SearchOption.AllDirectories)
            .Where(file => !file.FullName.Contains("/obj/", StringComparison.Ordinal) && !file.FullName.Contains("/bin/", StringComparison.Ordinal))
            .MaxBy(file => file.LastWriteTimeUtc)!;
        if (!built.Exists || built.LastWriteTimeUtc < newest.LastWriteTimeUtc)
        {
            throw new InvalidOperationException($"The package's {assembly} is older than {newest.FullName}. Run ./build.sh Build.");
        }
    }
}
