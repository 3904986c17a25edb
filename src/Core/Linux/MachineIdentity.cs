using Nginx502.Linux;

namespace Nginx502;

/// <summary>Which machine, and since which boot: evidence of one is worth nothing on another, and little after a reboot.</summary>
/// <param name="MachineId">The machine's number, made when it was installed (man 5 machine-id); null when it has none, as in most containers.</param>
/// <param name="BootId">The kernel's number of this boot (man 4 random); null when it is not known.</param>
public sealed record MachineIdentity(string? MachineId, string? BootId)
{
    private const string BootIdPath = "/proc/sys/kernel/random/boot_id";

    // Before systemd it was D-Bus's own.
    private static readonly string[] MachineIdPaths = ["/etc/machine-id", "/var/lib/dbus/machine-id"];

    /// <summary>The machine that this process runs on, now.</summary>
    public static MachineIdentity Current => Read(FileTree.Host);

    internal static MachineIdentity Read(FileTree files) => new(
        MachineIdPaths.Select(path => ReadWord(files, path)).FirstOrDefault(id => id is not null),
        ReadWord(files, BootIdPath));

    private static string? ReadWord(FileTree files, string path) =>
        files.ReadText(path, out _)?.Trim() is { Length: > 0 } word and not "uninitialized" ? SafeText.Escape(word) : null;
}
