namespace Nginx502.Fpm;

/// <summary>Where the grammar gave up.</summary>
/// <param name="Message">The words of PHP's parser: "syntax error, unexpected '='".</param>
/// <param name="Position">The byte of the file that it could not take.</param>
internal sealed record IniSyntaxError(string Message, int Position);
