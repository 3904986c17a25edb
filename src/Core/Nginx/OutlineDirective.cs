namespace Nginx502.Nginx;

/// <summary>One directive of an outline, with its place. An <c>include</c> is replaced by what it includes.</summary>
/// <param name="Name">The directive's name.</param>
/// <param name="Arguments">Its arguments, with quotes and backslashes undone.</param>
/// <param name="Path">The file that it stands in; <c>-g</c> for the command line.</param>
/// <param name="LineNumber">The line that it begins in, from 1.</param>
/// <param name="Children">The directives of its block; empty without one, and for a block of Lua.</param>
public sealed record OutlineDirective(
    string Name, IReadOnlyList<string> Arguments, string Path, int LineNumber, IReadOnlyList<OutlineDirective> Children);
