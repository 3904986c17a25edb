namespace Nginx502.Logs;

/// <summary>
/// The line number of the first line of a stretch of a file. Stretches are read side by side, so the number is set
/// after records of the stretch were made; it stays unknown where a file was not read from its beginning.
/// </summary>
public sealed class LineOrigin
{
    /// <summary>The number of the stretch's first line, from 1; null when unknown.</summary>
    public long? FirstLineNumber { get; internal set; }
}
