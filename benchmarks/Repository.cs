namespace Nginx502.Benchmarks;

/// <summary>Where the project's files are.</summary>
internal static class Repository
{
    /// <summary>The directory of Nginx502.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The built module's manifest.</summary>
    public static string ModuleManifest => Directory
        .EnumerateFiles(Path.Combine(Root, "output", "Nginx502"), "Nginx502.psd1", SearchOption.AllDirectories)
        .OrderDescending(StringComparer.Ordinal)
        .FirstOrDefault() ?? throw new InvalidOperationException("The module is not built. Run ./build.sh Build first.");

    /// <summary>The built Shell.</summary>
    public static string Shell => Path.Combine(Root, "output", "Shell", "nginx502");

    private static string FindRoot()
    {
        for (string? directory = AppContext.BaseDirectory; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (File.Exists(Path.Combine(directory, "Nginx502.sln")))
            {
                return directory;
            }
        }

        throw new InvalidOperationException("Nginx502.sln is in no directory above this program.");
    }
}
