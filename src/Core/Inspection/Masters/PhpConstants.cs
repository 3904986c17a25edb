namespace Nginx502.Inspection;

/// <summary>
/// The directories that PHP offers to scripts as constants. The compiler puts a value and its name side by side into the
/// program, in the order of the source (php-src: main/main.c); a value that stands elsewhere as well may be missing here.
/// </summary>
internal sealed class PhpConstants
{
    private readonly ProgramText _text;
    private readonly bool _isNameFirst;

    /// <summary>The constants in a program's texts.</summary>
    public PhpConstants(ProgramText text)
    {
        _text = text;

        // The only one that is no directory shows on which side values are.
        (string before, string behind) = text.Neighbours("DEFAULT_INCLUDE_PATH");
        _isNameFirst = !before.StartsWith(".:", StringComparison.Ordinal) && behind.StartsWith(".:", StringComparison.Ordinal);
    }

    /// <summary>A directory; null when it is not beside its name.</summary>
    public string? Directory(string name)
    {
        (string before, string behind) = _text.Neighbours(name);
        string value = _isNameFirst ? behind : before;
        return value.StartsWith('/') ? value : null;
    }
}
