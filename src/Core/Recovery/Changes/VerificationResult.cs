namespace Nginx502;

/// <summary>Whether a change is in effect, by the program's or the kernel's own word. Its text is safe to show.</summary>
/// <param name="IsInEffect">True or false; null when it could not be told.</param>
/// <param name="Problem">What was found in place of it, a sentence; null when there is nothing to say.</param>
public sealed record VerificationResult(bool? IsInEffect, string? Problem = null);
