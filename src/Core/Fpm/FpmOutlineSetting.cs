namespace Nginx502.Fpm;

/// <summary>One line of a configuration of php-fpm that sets something.</summary>
/// <param name="Pool">The pool; null in the global section.</param>
/// <param name="Name">The directive.</param>
/// <param name="Value">Its value, without quotes, the pool's name put in for <c>$pool</c>.</param>
/// <param name="Path">The file.</param>
/// <param name="LineNumber">The line, from 1.</param>
internal sealed record FpmOutlineSetting(string? Pool, string Name, string Value, string Path, int LineNumber);
