namespace Nginx502.UnitTests.Logs.Following;

/// <summary>A record of the followed test logs.</summary>
/// <param name="Text">All of it.</param>
/// <param name="LineNumber">Where it was read, when that is known.</param>
/// <param name="Path">The log.</param>
/// <param name="Offset">Its first byte.</param>
internal sealed record LineRecord(string Text, long? LineNumber, string? Path, long Offset)
{
    /// <summary>When it was given.</summary>
    public long Milliseconds { get; } = Environment.TickCount64;
}
