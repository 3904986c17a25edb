namespace Nginx502.Inspection;

/// <summary>A part of a burst of errors, between two short pauses.</summary>
/// <param name="Time">The first error, local time.</param>
/// <param name="Until">The last.</param>
/// <param name="Count">How many.</param>
internal readonly record struct BurstPart(DateTime Time, DateTime Until, long Count);
