namespace Nginx502.Logs;

/// <summary>A stretch of literal bytes or one placeholder.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Literal">The bytes of a literal; empty for a placeholder.</param>
/// <param name="Placeholder">The placeholder's number within the template, from 0; -1 for a literal.</param>
internal readonly record struct TemplatePart(TemplatePartKind Kind, byte[] Literal, int Placeholder)
{
    /// <summary>Literal bytes.</summary>
    public static TemplatePart OfLiteral(byte[] literal) => new(TemplatePartKind.Literal, literal, -1);

    /// <summary>How many bytes at the beginning this part takes, as many as it can; -1 when it does not match there.</summary>
    /// <remarks>Not for <see cref="TemplatePartKind.Text"/>, whose length the next part decides.</remarks>
    public int LengthAt(ReadOnlySpan<byte> message)
    {
        switch (Kind)
        {
            case TemplatePartKind.Literal:
                return message.StartsWith(Literal) ? Literal.Length : -1;
            case TemplatePartKind.Integer:
                int sign = !message.IsEmpty && message[0] == (byte)'-' ? 1 : 0;
                int digits = message[sign..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
                digits = digits < 0 ? message.Length - sign : digits;
                return digits == 0 ? -1 : sign + digits;
            case TemplatePartKind.Hexadecimal:
                int hexadecimal = message.IndexOfAnyExcept(HexadecimalDigits.Bytes);
                hexadecimal = hexadecimal < 0 ? message.Length : hexadecimal;
                return hexadecimal == 0 ? -1 : hexadecimal;
            default:
                return message.IsEmpty ? -1 : 1;
        }
    }

    /// <summary>Where this part can begin at the earliest; -1 when nowhere.</summary>
    public int IndexIn(ReadOnlySpan<byte> message)
    {
        switch (Kind)
        {
            case TemplatePartKind.Literal:
                return message.IndexOf(Literal);
            case TemplatePartKind.Integer:
                int digit = message.IndexOfAnyInRange((byte)'0', (byte)'9');
                return digit > 0 && message[digit - 1] == (byte)'-' ? digit - 1 : digit;
            case TemplatePartKind.Hexadecimal:
                return message.IndexOfAny(HexadecimalDigits.Bytes);
            default:
                return message.IsEmpty ? -1 : 0;
        }
    }
}
