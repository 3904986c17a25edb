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

    /// <summary>The full path of promtool, which checks metrics and alert rules as Prometheus reads them.</summary>
    /// <exception cref="LabException">It is not installed.</exception>
    public static string Promtool => Find("promtool").FirstOrDefault() ?? throw Missing("promtool", "prometheus");

    /// <summary>The full path of a browser.</summary>
    /// <exception cref="LabException">It is not installed.</exception>
    public static string Chromium => Find("chromium").FirstOrDefault() ?? throw Missing("chromium", "chromium");

    /// <summary>The directory of packages of npm that tests use: the test task installs them there.</summary>
    public static string NodeDirectory => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is ['/', ..] cache ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "nginx502-tests");

    /// <summary>The full path of axe-core, which finds what keeps people out of a page.</summary>
    /// <exception cref="LabException">It is not installed.</exception>
    public static string Axe => Path.Combine(NodeDirectory, "node_modules", "axe-core", "axe.min.js") is string path && File.Exists(path)
        ? path
        : throw new LabException($"axe-core is not in {NodeDirectory}. Install it with: npm install --prefix {NodeDirectory} axe-core@{AxeVersion}");

    /// <summary>The version of axe-core that the tests are written for.</summary>
    public const string AxeVersion = "4.10.3";

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
