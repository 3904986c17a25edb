namespace Nginx502.Build.Machine;

/// <summary>What the tasks need of Debian: installed when root runs them, named when somebody else does.</summary>
internal static class DebianPackages
{
    private const string Installer = "/usr/bin/apt-get";

    // Services are not to be started by their installation: the tasks start their own. Debian's invoke-rc.d asks RUNLEVEL.
    private static readonly Dictionary<string, string> Quietly = new()
    {
        ["DEBIAN_FRONTEND"] = "noninteractive",
        ["RUNLEVEL"] = "1",
    };

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
        Call("update", "-qq").RunOrFail();
        Call(["install", "-y", "-qq", "--no-install-recommends", .. packages]).RunOrFail();
        if (!areThere())
        {
            throw new BuildException($"{names} were installed, and something is missing all the same.", BuildException.CannotStart);
        }
    }

    private static Command Call(params IReadOnlyList<string> arguments) => new(Installer, arguments) { Environment = Quietly };
}
