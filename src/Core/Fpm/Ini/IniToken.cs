namespace Nginx502.Fpm;

/// <summary>One token.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Span">The bytes that it takes.</param>
/// <param name="Text">The bytes of its text, without quotes and blanks around it.</param>
/// <param name="Character">The character of <see cref="IniTokenKind.Character"/>.</param>
internal readonly record struct IniToken(IniTokenKind Kind, IniSpan Span, IniSpan Text, char Character = '\0')
{
    /// <summary>True for this character.</summary>
    public bool Is(char character) => Kind == IniTokenKind.Character && Character == character;

    /// <summary>The token as PHP's parser names it in its messages.</summary>
    public string Name => Kind switch
    {
        IniTokenKind.End => "end of file",
        IniTokenKind.Section => "TC_SECTION",
        IniTokenKind.Raw => "TC_RAW",
        IniTokenKind.Constant => "TC_CONSTANT",
        IniTokenKind.Number => "TC_NUMBER",
        IniTokenKind.Text => "TC_STRING",
        IniTokenKind.Whitespace => "TC_WHITESPACE",
        IniTokenKind.Label => "TC_LABEL",
        IniTokenKind.Offset => "TC_OFFSET",
        IniTokenKind.DollarCurly => "TC_DOLLAR_CURLY",
        IniTokenKind.VariableName => "TC_VARNAME",
        IniTokenKind.Quoted => "TC_QUOTED_STRING",
        IniTokenKind.Fallback => "TC_FALLBACK",
        IniTokenKind.True => "BOOL_TRUE",
        IniTokenKind.False => "BOOL_FALSE",
        IniTokenKind.Null => "NULL_NULL",
        IniTokenKind.EndOfLine => "END_OF_LINE",
        _ => $"'{Character}'",
    };
}
