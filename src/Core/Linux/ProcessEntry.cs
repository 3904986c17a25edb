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
    /// <summary>The title or command line in one string, as ps shows it.</summary>
    public string Title => string.Join(' ', Arguments).TrimEnd();
}
