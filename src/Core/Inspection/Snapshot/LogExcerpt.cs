namespace Nginx502;

/// <summary>A line of a log that stands for others like it. Its text is safe to show, and without the secrets that it may carry.</summary>
/// <param name="Path">The log.</param>
/// <param name="LineNumber">Its line, from 1; null when it was not counted.</param>
/// <param name="Time">Its time, local; null when it has none.</param>
/// <param name="Text">What it says.</param>
public sealed record LogExcerpt(string Path, long? LineNumber, DateTime? Time, string Text)
{
    /// <summary>The text with its place.</summary>
    public override string ToString() => LineNumber is { } line ? $"{Path}:{line}: {Text}" : $"{Path}: {Text}";
}
