namespace Nginx502.Shell.Running;

/// <summary>
/// Where the module of this program lies: <c>Modules/Nginx502/VERSION</c> in the program's own directory, as it is
/// installed, or <c>Nginx502/VERSION</c> beside that directory, as it is built. Nowhere else: what runs as root
/// does not load what a variable of the environment names.
/// </summary>
internal static class ModuleLocation
{
    /// <summary>The version of this program, and of the module that belongs to it.</summary>
    public static string Version { get; } = typeof(ModuleLocation).Assembly.GetName().Version!.ToString(fieldCount: 3);

    /// <summary>Finds the manifest.</summary>
    /// <exception cref="FileNotFoundException">It is in neither place; the message names both.</exception>
    public static string FindManifest()
    {
        string[] places =
        [
            Path.Combine(AppContext.BaseDirectory, "Modules", "Nginx502", Version, "Nginx502.psd1"),
            Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "Nginx502", Version, "Nginx502.psd1")),
        ];
        return places.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"The module Nginx502 {Version} is neither {string.Join(" nor ", places)}.");
    }
}
