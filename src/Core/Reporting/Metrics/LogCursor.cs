using Nginx502.Linux;

namespace Nginx502.Reporting;

/// <summary>How far a log was counted.</summary>
/// <param name="Path">The log's full path.</param>
internal sealed record LogCursor(string Path)
{
    /// <summary>The file that was read last; null when there was none at that path.</summary>
    public FileIdentity? File { get; init; }

    /// <summary>The first byte that was not counted.</summary>
    public long Position { get; init; }

    /// <summary>The bytes before it: a file that was truncated and written anew is told by them, and so is a copy.</summary>
    public byte[] Before { get; init; } = [];

    /// <summary>When that file had been written last, UTC: what was not written to since holds nothing new.</summary>
    public DateTime Written { get; init; }

    /// <summary>When it was looked at last, UTC.</summary>
    public DateTime Seen { get; init; }
}
