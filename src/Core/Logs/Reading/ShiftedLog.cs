namespace Nginx502.Logs;

/// <summary>A log whose times are written in another zone than this machine's, and read as local ones.</summary>
/// <param name="Path">Its full path, safe to show, or null for text from the pipeline.</param>
/// <param name="Correction">What is added to its times; never zero.</param>
public sealed record ShiftedLog(string? Path, TimeSpan Correction);
