namespace Nginx502;

/// <summary>One call on the stack of a slow request, as the slow log has it.</summary>
public sealed class FpmStackFrame
{
    internal FpmStackFrame(string function, string? file, int? lineNumber)
    {
        Function = function;
        File = file;
        LineNumber = lineNumber;
    }

    /// <summary>The function that was called, without its class: <c>sleep</c>; <c>[INCLUDE_OR_EVAL]</c> for an include.</summary>
    public string Function { get; }

    /// <summary>The file of the call; null when php-fpm could not tell.</summary>
    public string? File { get; }

    /// <summary>The line of the call, from 1; null when php-fpm could not tell.</summary>
    public int? LineNumber { get; }

    /// <summary>As in the slow log: <c>sleep() /var/www/html/report.php:3</c>.</summary>
    public override string ToString() => File == null ? $"{Function}()" : $"{Function}() {File}:{LineNumber}";
}
