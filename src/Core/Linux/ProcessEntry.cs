namespace Nginx502.Linux;

/// <summary>One process as /proc shows it at one moment. What the reader may not see is null.</summary>
/// <param name="ProcessId">Its number.</param>
/// <param name="ParentProcessId">Its parent's number.</param>
/// <param name="Arguments">
/// Its argument list. A program that sets its title (nginx, php-fpm) has the whole title in the first. Empty for a kernel
/// thread and for a process that has ended. Whoever runs the process chooses this text: it proves nothing.
/// </param>
/// <param name="ExecutablePath">The program file, by the process's own view of the file system.</param>
/// <param name="IsExecutableDeleted">The program file was deleted or replaced since the start, as by an upgrade.</param>
/// <param name="WorkingDirectory">The current directory.</param>
/// <param name="RootDirectory">The root directory: not <c>/</c> in a chroot.</param>
/// <param name="MountNamespace">The mount namespace, as <c>mnt:[4026531841]</c>; not our own for a container.</param>
public sealed record ProcessEntry(
    int ProcessId,
    int? ParentProcessId,
    IReadOnlyList<string> Arguments,
    string? ExecutablePath,
    bool IsExecutableDeleted,
    string? WorkingDirectory,
    string? RootDirectory,
    string? MountNamespace)
{
    /// <summary>
    /// When it started, in ticks of the kernel's clock since boot, 100 a second: with the number it tells the process from any
    /// other of this boot, whoever gets the number later.
    /// </summary>
    public ulong StartTicks { get; init; }

    /// <summary>When it started, Kind Local, to the second.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>What it does, as ps shows it: R running, S sleeping, D waiting for a device, T stopped, Z ended and not yet asked for.</summary>
    public char? State { get; init; }

    /// <summary>Whose rights it has.</summary>
    public ProcessCredentials? Credentials { get; init; }

    /// <summary>The network namespace, as <c>net:[4026531840]</c>: processes of one see each other's ports.</summary>
    public string? NetworkNamespace { get; init; }

    /// <summary>The namespace of process numbers, as <c>pid:[4026531836]</c>.</summary>
    public string? PidNamespace { get; init; }

    /// <summary>The user namespace, as <c>user:[4026531837]</c>: in another one, root has a number of its own.</summary>
    public string? UserNamespace { get; init; }

    /// <summary>The control group, as <c>/system.slice/nginx.service</c>: systemd's unit, where it runs the machine.</summary>
    public string? CgroupPath { get; init; }

    /// <summary>The title or command line in one string, as ps shows it.</summary>
    public string Title => string.Join(' ', Arguments).TrimEnd();
}
