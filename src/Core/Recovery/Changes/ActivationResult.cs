namespace Nginx502;

/// <summary>What came of making programs take up changed files. Its text is safe to show.</summary>
/// <param name="Succeeded">True when they took them up.</param>
/// <param name="HasActed">True when the programs were told at all: then they are told again after the files were put back.</param>
/// <param name="Problem">What went wrong, a sentence; null when nothing did.</param>
public sealed record ActivationResult(bool Succeeded, bool HasActed = true, string? Problem = null);
