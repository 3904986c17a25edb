using Nginx502.Linux;

namespace Nginx502.Logs;

/// <summary>From where a log is followed.</summary>
/// <param name="Path">The log's full path; it need not exist yet.</param>
/// <param name="File">
/// The open log, when its bytes before <paramref name="Offset"/> were read already; the follower closes it. Null to open it
/// by its path and to begin at its end.
/// </param>
/// <param name="Offset">The first byte that is new, when <paramref name="File"/> is given; within a line that is not complete, the line is read from its start.</param>
public sealed record FollowStart(string Path, LogFile? File = null, long Offset = 0)
{
    /// <summary>The tree that the path is of. In one that is not this process's own, as a container's, files that were rotated away are not looked for.</summary>
    public FileTree Files { get; init; } = FileTree.Host;
}
