namespace Nginx502.Logs;

/// <summary>Which part of a log is wanted; null means no limit.</summary>
/// <param name="Since">Records at or after this local time.</param>
/// <param name="Until">Records at or before this local time.</param>
/// <param name="Tail">Only the last so many wanted records, over all files together.</param>
public sealed record LogQuery(DateTime? Since = null, DateTime? Until = null, int? Tail = null)
{
    /// <summary>All of it.</summary>
    public static LogQuery Everything { get; } = new();
}
