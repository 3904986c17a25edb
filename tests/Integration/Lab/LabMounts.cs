using System.Diagnostics;
using System.Globalization;

namespace Nginx502.Lab;

/// <summary>Programs with mounts of their own, as systemd and containers give them.</summary>
public static class LabMounts
{
    /// <summary>True where this process may mount: not as an ordinary user, and not as root of most containers.</summary>
    public static bool ArePossible => BootedMachine.CanBoot;

    /// <summary>A command that makes mounts for itself alone and becomes the program that is given to it as further arguments.</summary>
    /// <param name="script">What is mounted, in the words of sh.</param>
    public static IReadOnlyList<string> Behind(string script) => ["/usr/bin/unshare", "-m", "sh", "-c", script + " && exec \"$@\"", "sh"];

    /// <summary>Changes the mounts that a process sees.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="script">What is done, in the words of sh.</param>
    /// <exception cref="LabException">It failed; the message has what was said.</exception>
    public static async Task RunAsync(int processId, string script)
    {
        string[] arguments = ["-t", processId.ToString(CultureInfo.InvariantCulture), "-m", "sh", "-c", script];
        using Process process = Process.Start(new ProcessStartInfo("/usr/bin/nsenter", arguments) { RedirectStandardError = true })!;
        string said = await process.StandardError.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new LabException($"{script}: {said}");
        }
    }
}
