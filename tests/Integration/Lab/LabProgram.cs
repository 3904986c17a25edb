namespace Nginx502.Lab;

/// <summary>Finds the installed servers.</summary>
public static class LabProgram
{
    private const string PhpModules = "/usr/lib/php";

    private static readonly string[] Directories = ["/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin"];

    /// <summary>The full path of nginx.</summary>
    /// <exception cref="LabException">It is not installed.</exception>
    public static string Nginx =>
        Find("nginx").FirstOrDefault() ?? throw Missing("nginx", "nginx-light");

    /// <summary>The full paths of all installed php-fpm (<c>/usr/sbin/php-fpm8.2</c>), the newest version first.</summary>
    /// <exception cref="LabException">None is installed.</exception>
    public static IReadOnlyList<string> PhpFpm
    {
        get
        {
            string[] found = [.. Find("php-fpm*").OrderByDescending(VersionOf)];
            return found.Length > 0 ? found : throw Missing("php-fpm", "php-fpm");
        }
    }

    /// <summary>True when both servers are installed.</summary>
    public static bool AreInstalled => Find("nginx").Any() && Find("php-fpm*").Any();

    /// <summary>True when the newest php-fpm can load an extension that is a file of its own.</summary>
    /// <param name="name">Its name, as php.ini has it.</param>
    public static bool HasExtension(string name) =>
        Directory.Exists(PhpModules) && Directory.EnumerateFiles(PhpModules, name + ".so", SearchOption.AllDirectories).Any();

    private static IEnumerable<string> Find(string pattern) =>
        Directories.Where(Directory.Exists).SelectMany(directory => Directory.EnumerateFiles(directory, pattern)).Order(StringComparer.Ordinal);

    private static Version VersionOf(string path) =>
        Version.TryParse(Path.GetFileName(path)["php-fpm".Length..], out Version? version) ? version : new Version(0, 0);

    private static LabException Missing(string program, string package) =>
        new($"{program} is in none of {string.Join(", ", Directories)}. On Debian: apt-get install {package}");
}
