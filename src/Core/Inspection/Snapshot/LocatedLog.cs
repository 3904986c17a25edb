using Nginx502.Linux;
using Nginx502.Logs;

namespace Nginx502.Inspection;

/// <summary>One log of a configuration with the tree that its path is of.</summary>
/// <param name="Log">The log.</param>
/// <param name="Files">The files as its program sees them.</param>
/// <param name="FullPath">Its full path in these; null when it is no file.</param>
/// <param name="Formats">An access log's formats.</param>
internal sealed record LocatedLog(WrittenLog Log, FileTree Files, string? FullPath, IReadOnlyList<AccessLogFormat> Formats)
{
    /// <summary>True when another access log has the same requests.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>The time zone in which its program writes; null where it is not known.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>The access logs that tell of each request once; all, where one that is to be counted cannot be read.</summary>
    public static IEnumerable<LocatedLog> Counted(IEnumerable<LocatedLog> logs)
    {
        LocatedLog[] access = [.. logs.Where(log => log.Log.IsAccessLog)];
        return access.Any(log => !log.IsRepeated && log.FullPath is not null && log.Log.Presence != LogPresence.Readable) ? access : access.Where(log => !log.IsRepeated);
    }
}
