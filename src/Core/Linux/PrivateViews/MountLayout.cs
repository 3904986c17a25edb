using System.Globalization;

namespace Nginx502.Linux;

/// <summary>Which mounts a view has, and where it can be assembled.</summary>
internal static class MountLayout
{
    // Files of the kernel and of devices: nothing that a program writes there is a file.
    private static readonly HashSet<string> KernelFileSystems = new(StringComparer.Ordinal)
    {
        "proc", "sysfs", "devtmpfs", "devpts", "cgroup", "cgroup2", "mqueue", "securityfs", "debugfs", "tracefs", "bpf", "hugetlbfs",
        "configfs", "fusectl", "pstore", "efivarfs", "binfmt_misc", "autofs", "selinuxfs", "smackfs", "rpc_pipefs", "nfsd",
    };

    /// <summary>The mounts that a process sees, the root first and each behind the one that it lies in. Null when they cannot be read.</summary>
    /// <param name="process">The process's number, or <c>self</c>.</param>
    /// <param name="root">The path by which we reach its root, without a slash at its end.</param>
    public static IReadOnlyList<MountEntry>? Read(string process, string root)
    {
        try
        {
            // Of several at one place the last is seen; one that lies below another mount is not seen at all.
            return MountEntry.Parse(File.ReadAllBytes($"/proc/{process}/mountinfo"))
                .Where(mount => mount.FileSystem != "nsfs" && IsSeen(mount, root))
                .GroupBy(mount => mount.MountPoint, StringComparer.Ordinal)
                .Select(group => group.Last())
                .OrderBy(mount => mount.MountPoint.Length == 1 ? 0 : mount.MountPoint.Count(letter => letter == '/'))
                .ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A directory on the root's own file system that nothing is mounted in: the view is assembled over it. Null when there is none.</summary>
    public static string? Stage(IReadOnlyList<MountEntry> mounts, FileTree files) => files.Names("/")
        .Select(name => "/" + name)
        .OrderBy(path => path is "/mnt" or "/media" or "/srv" ? 0 : 1)
        .FirstOrDefault(path => FileStatus.TryRead(path, out FileStatus status)
            && status.Kind == FileKind.Directory
            && !mounts.Any(mount => mount.MountPoint == path || mount.MountPoint.StartsWith(path + "/", StringComparison.Ordinal)));

    /// <summary>True when what a program writes there has to go into an overlay.</summary>
    public static bool NeedsOverlay(MountEntry mount, FileKind kind) =>
        kind == FileKind.Directory && !mount.IsReadOnly && !KernelFileSystems.Contains(mount.FileSystem) && mount.MountPoint.AsSpan().IndexOfAny(":,\\") < 0;

    /// <summary>The flags of a mount that one in its place has to have too (linux/mount.h).</summary>
    public static nint FlagsOf(MountEntry mount)
    {
        nint flags = 0;
        foreach (string option in mount.Options)
        {
            flags |= option switch
            {
                "nosuid" => 0x2,
                "nodev" => 0x4,
                "noexec" => 0x8,
                "noatime" => 0x400,
                "nodiratime" => 0x800,
                "relatime" => 0x200000,
                _ => 0,
            };
        }

        return flags;
    }

    /// <summary>How many bytes the upper layers may take: a quarter of what is free, and at most 256 MB.</summary>
    public static long UpperBytes()
    {
        const long most = 256 * 1024 * 1024;
        const string name = "MemAvailable:";
        string? line = File.ReadLines("/proc/meminfo").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        string? kilobytes = line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return long.TryParse(kilobytes, NumberStyles.None, CultureInfo.InvariantCulture, out long free) ? Math.Min(most, free * 1024 / 4) : most;
    }

    // Kernels before 5.8 do not tell which mount a path leads to.
    private static bool IsSeen(MountEntry mount, string root) =>
        FileStatus.TryRead(root + mount.MountPoint, out FileStatus status) && (status.MountId is not { } id || id == mount.MountId);
}
