namespace Nginx502.Nginx;

/// <summary>A value that a text with variables can have.</summary>
/// <param name="Text">The value.</param>
/// <param name="Origin">The line that it was written in.</param>
internal readonly record struct VariableValue(string Text, SyntaxDirective Origin);
