namespace Nginx502;

/// <summary>A file that a plan rests on, as it was when the plan was made.</summary>
/// <param name="Path">Its full path, safe to show.</param>
/// <param name="Sha256">The hash of its bytes, in hexadecimal.</param>
public sealed record PlannedFile(string Path, string Sha256);
