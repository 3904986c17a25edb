namespace Nginx502.Linux;

/// <summary>A directory that a pattern had to look into and could not.</summary>
/// <param name="Path">Its path, as the pattern has it.</param>
/// <param name="Failure">Why.</param>
public readonly record struct UnlistedDirectory(string Path, FileOpeningFailure Failure);
