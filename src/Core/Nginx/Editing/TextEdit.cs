namespace Nginx502.Nginx;

/// <summary>A stretch of a file and what stands there instead.</summary>
/// <param name="File">The file.</param>
/// <param name="Start">The first byte.</param>
/// <param name="Length">How many bytes give way; 0 to put something in between.</param>
/// <param name="Text">What stands there instead.</param>
internal readonly record struct TextEdit(SyntaxFile File, int Start, int Length, string Text);
