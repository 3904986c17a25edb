namespace Nginx502.Lab;

/// <summary>Programs with mounts of their own, as systemd and containers give them.</summary>
public static class LabMounts
{
    /// <summary>True where this process may mount: not as an ordinary user, and not as root of most containers.</summary>
    public static bool ArePossible => BootedMachine.CanBoot;

    /// <summary>A command that makes mounts for itself alone and becomes the program that is given to it as further arguments.</summary>
    /// <param name="script">What is mounted, in the words of sh.</param>
    public static IReadOnlyList<string> Behind(string script) => ["/usr/bin/unshare", "-m", "sh", "-c", script + " && exec \"$@\"", "sh"];
}
