namespace Nginx502.Logs;

/// <summary>A source of which no record was understood: likely another kind of log.</summary>
/// <param name="Path">The file's full path, safe to show; null for text from the pipeline.</param>
/// <param name="Records">How many records there were.</param>
public sealed record ForeignLog(string? Path, long Records);
