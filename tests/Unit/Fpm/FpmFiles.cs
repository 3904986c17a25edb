using System.Text;
using Nginx502.Fpm;

namespace Nginx502.UnitTests.Fpm;

/// <summary>Reads configurations that lie in no file, on a machine that is none.</summary>
internal static class FpmFiles
{
    /// <summary>Where the main file seems to lie.</summary>
    public const string MainPath = "/etc/php-fpm.conf";

    /// <summary>Surroundings in which nothing is known.</summary>
    public static IniSurroundings Unknown { get; } = new(null, null, null);

    /// <summary>Options with an environment, of PHP 8.2.</summary>
    public static FpmReadOptions Options { get; } = new()
    {
        Machine = new TestMachine(),
        PhpVersion = "8.2.36",
        Environment = new Dictionary<string, string> { ["SITE"] = "shop", ["NOTHING"] = "" },
        IniValues = new Dictionary<string, string> { ["memory_limit"] = "128M" },
    };

    /// <summary>Reads a main file.</summary>
    public static FpmConfiguration Read(string text, FpmReadOptions? options = null) => Read(Encoding.UTF8.GetBytes(text), options);

    /// <summary>Reads a main file.</summary>
    public static FpmConfiguration Read(byte[] bytes, FpmReadOptions? options = null) =>
        FpmConfiguration.Read(MainPath, options ?? Options, new Dictionary<string, byte[]> { [MainPath] = bytes });

    /// <summary>Reads a pool with the least that php-fpm wants, and some lines more.</summary>
    public static FpmPool Pool(string lines, FpmReadOptions? options = null) =>
        Assert.Single(Read($"[www]\nuser = www-data\nlisten = /run/www.sock\npm = static\npm.max_children = 5\n{lines}\n", options).Pools);

    /// <summary>The diagnostics of such a pool.</summary>
    public static IReadOnlyList<ConfigurationDiagnostic> Diagnose(string lines, FpmReadOptions? options = null) =>
        Read($"[www]\nuser = www-data\nlisten = /run/www.sock\npm = static\npm.max_children = 5\n{lines}\n", options).Diagnostics;
}
