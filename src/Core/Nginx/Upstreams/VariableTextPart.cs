namespace Nginx502.Nginx;

/// <summary>One part of a text with variables.</summary>
/// <param name="Text">What stands there; the name of a variable, the number of a capture.</param>
/// <param name="IsVariable">True for a variable.</param>
internal readonly record struct VariableTextPart(string Text, bool IsVariable);
