namespace Nginx502.Logs;

/// <summary>What a part of a template stands for in a message.</summary>
internal enum TemplatePartKind
{
    /// <summary>Exactly these bytes.</summary>
    Literal,

    /// <summary>Any bytes, none as well: <c>%s</c>, <c>%V</c>, <c>%*s</c>.</summary>
    Text,

    /// <summary>Decimal digits, with a minus or not: <c>%d</c>, <c>%ui</c>, <c>%06d</c>.</summary>
    Integer,

    /// <summary>Hexadecimal digits: <c>%02xd</c>.</summary>
    Hexadecimal,

    /// <summary>One byte: <c>%c</c>.</summary>
    Byte,
}
