namespace Nginx502.Logs;

/// <summary>A record that was not understood.</summary>
/// <param name="Path">The file, or null for the pipeline.</param>
/// <param name="Offset">The first byte within it.</param>
/// <param name="Text">The beginning of the record, safe to show.</param>
public sealed record NotUnderstoodRecord(string? Path, long Offset, string Text);
