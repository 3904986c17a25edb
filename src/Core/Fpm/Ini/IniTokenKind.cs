namespace Nginx502.Fpm;

/// <summary>The tokens of the scanner (php-src: Zend/zend_ini_parser.y names them; their order is that of its declarations).</summary>
internal enum IniTokenKind
{
    /// <summary>The end, or a byte that nothing begins with.</summary>
    End,

    /// <summary>The bracket that begins a section.</summary>
    Section,

    /// <summary>A text in single quotes.</summary>
    Raw,

    /// <summary>A word that may be a constant.</summary>
    Constant,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Any other text.</summary>
    Text,

    /// <summary>Blanks within a value.</summary>
    Whitespace,

    /// <summary>The name of an entry.</summary>
    Label,

    /// <summary>The name of an entry with a key, with the bracket.</summary>
    Offset,

    /// <summary><c>${</c>.</summary>
    DollarCurly,

    /// <summary>The name of a variable.</summary>
    VariableName,

    /// <summary>A text within double quotes.</summary>
    Quoted,

    /// <summary><c>:-</c> within a variable, since PHP 8.3.</summary>
    Fallback,

    /// <summary>true, on, yes.</summary>
    True,

    /// <summary>false, off, no, none.</summary>
    False,

    /// <summary>null.</summary>
    Null,

    /// <summary>The end of a statement.</summary>
    EndOfLine,

    /// <summary>One character that stands for itself.</summary>
    Character,
}
