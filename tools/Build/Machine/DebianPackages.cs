namespace Nginx502.Build.Machine;

/// <summary>What the tasks need of Debian: installed when root runs them, named when somebody else does.</summary>
internal static class DebianPackages
{
    private const string Installer = "/usr/bin/apt-get";

    private static readonly Dictionary<string, string> Quietly = new() { ["DEBIAN_FRONTEND"] = "noninteractive" };

    /// <summary>Sees to it that packages are there.</summary>
    /// <param name="areThere">Looks whether what they bring is there.</param>
    /// <param name="packages">The packages.</param>
    /// <exception cref="BuildException">They are missing and cannot be installed; the message says what to do.</exception>
    public static void Require(Func<bool> areThere, params IReadOnlyList<string> packages)
    {
        if (areThere())
        {
            return;
        }

        string names = string.Join(' ', packages);
        if (!Environment.IsPrivilegedProcess || !File.Exists(Installer))
        {
            throw new BuildException($"Something is missing. On Debian install it with: sudo apt-get install {names}", BuildException.CannotStart);
        }

        Console.WriteLine($"Installing {names}.");
        using var noServices = new ServicePolicy();
        Call("update", "-qq").RunOrFail();
        Call(["install", "-y", "-qq", "--no-install-recommends", .. packages]).RunOrFail();
        if (!areThere())
        {
            throw new BuildException($"{names} were installed, and something is missing all the same.", BuildException.CannotStart);
        }
    }

    /// <summary>Sees to it that programs are there, each with the package that brings it.</summary>
    /// <exception cref="BuildException">Some are missing and cannot be installed; the message says what to do.</exception>
    public static void RequirePrograms(params IReadOnlyList<(string Program, string Package)> programs)
    {
        (string Program, string Package)[] missing = [.. programs.Where(item => !IsInstalled(item.Program))];
        Require(() => missing.All(item => IsInstalled(item.Program)), [.. missing.Select(item => item.Package)]);
    }

    private static bool IsInstalled(string program) =>
        new[] { "/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin" }.Any(directory => File.Exists(Path.Combine(directory, program)));

    private static Command Call(params IReadOnlyList<string> arguments) => new(Installer, arguments) { Environment = Quietly };
}
