using System.Diagnostics;
using System.Globalization;

namespace Nginx502.Lab;

/// <summary>A network namespace with a loopback of its own: addresses, rules and limits of this machine are not touched.</summary>
public sealed class LabNetwork : IDisposable
{
    private readonly Process _holder = Process.Start("/usr/bin/unshare", ["-n", "sleep", "3600"]);

    /// <summary>Makes one, with its loopback up.</summary>
    public LabNetwork()
    {
        Patience.UntilAsync(IsApart, "a network namespace").GetAwaiter().GetResult();
        Run("ip", "link", "set", "lo", "up");
    }

    /// <summary>True where this process may make one.</summary>
    public static bool IsPossible => BootedMachine.CanBoot;

    /// <summary>A command that enters it and becomes the program that is given to it as further arguments.</summary>
    public IReadOnlyList<string> Through => ["/usr/bin/nsenter", "-t", _holder.Id.ToString(CultureInfo.InvariantCulture), "-n"];

    /// <summary>Runs a program in it.</summary>
    /// <exception cref="LabException">It failed; the message has what it said.</exception>
    public void Run(string program, params string[] arguments)
    {
        string[] command = [.. Through, program, .. arguments];
        using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new LabException($"{program} {string.Join(' ', arguments)}: {said}");
        }
    }

    /// <summary>Sets a value of the kernel's network.</summary>
    /// <param name="name">Its path below /proc/sys/net.</param>
    /// <param name="value">The value.</param>
    public void Set(string name, string value) => Run("sh", "-c", $"echo '{value}' > /proc/sys/net/{name}");

    /// <inheritdoc/>
    public void Dispose()
    {
        _holder.Kill();
        _holder.WaitForExit();
        _holder.Dispose();
    }

    private bool IsApart() =>
        new FileInfo($"/proc/{_holder.Id}/ns/net").LinkTarget is { } own && own != new FileInfo("/proc/self/ns/net").LinkTarget;
}
