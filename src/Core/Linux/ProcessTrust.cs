using System.Globalization;

namespace Nginx502.Linux;

/// <summary>Whether what a process says of itself can be believed, and whether its paths are ours.</summary>
public static class ProcessTrust
{
    /// <summary>
    /// True when a process is believed. Anybody can run one under any title: root believes it only when its program can be
    /// changed by root alone; others believe their own processes and root's.
    /// </summary>
    public static bool IsTrusted(ProcessEntry process)
    {
        ArgumentNullException.ThrowIfNull(process);
        if (Environment.IsPrivilegedProcess)
        {
            // A program that was replaced while it runs, as by an upgrade, stood where only root can put one.
            string? program = process.IsExecutableDeleted ? Path.GetDirectoryName(process.ExecutablePath) : process.ExecutablePath;
            return program is { Length: > 0 } && IsRootsOwn(process, program);
        }

        return OwnerOf(process.ProcessId.ToString(CultureInfo.InvariantCulture)) is uint owner
            && (owner == 0 || owner == OwnerOf(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>True when a process sees other files than we do: it has another root or another mount namespace, as in a container.</summary>
    /// <param name="process">The process.</param>
    /// <param name="ownMountNamespace">Our own mount namespace; null when it is not known.</param>
    public static bool IsElsewhere(ProcessEntry process, string? ownMountNamespace)
    {
        ArgumentNullException.ThrowIfNull(process);
        return process.RootDirectory is not (null or "/")
            || (ownMountNamespace is not null && process.MountNamespace is not null && process.MountNamespace != ownMountNamespace);
    }

    // What a process in a container calls /usr/sbin/nginx is another file than ours.
    private static bool IsRootsOwn(ProcessEntry process, string program)
    {
        string? own = ProcessTable.ReadOne(ProcessTable.DefaultRoot, Environment.ProcessId)?.MountNamespace;
        if (!IsElsewhere(process, own))
        {
            return FileTrust.IsChangeableByRootAlone(program, out _);
        }

        using FileTree? files = ProcessTree.Open(process);
        return files?.IsChangeableByRootAlone(program) == true;
    }

    private static uint? OwnerOf(string process) =>
        FileStatus.TryRead(Path.Combine(ProcessTable.DefaultRoot, process), out FileStatus status) ? status.OwnerId : null;
}
