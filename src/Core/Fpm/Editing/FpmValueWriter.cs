namespace Nginx502.Fpm;

/// <summary>Writes a value so that php-fpm's parser reads that value again: as it is where that is possible, else in quotes.</summary>
internal static class FpmValueWriter
{
    /// <summary>The text of a value, raw; null when no text gives that value.</summary>
    /// <param name="wanted">The directive with its value.</param>
    public static string? Write(WantedSetting wanted)
    {
        string value = wanted.Value!;
        string[] forms = [value, InDoubleQuotes(value), $"'{value}'"];
        return forms.FirstOrDefault(form => Gives(wanted, form, value));
    }

    /// <summary>True when a line gives that value as it is written, variables not looked up.</summary>
    public static bool SaysAsWritten(FpmAssignment line, string value) =>
        line.Statement.Value == value
        || (value.Contains("${", StringComparison.Ordinal)
            && LineReading.Statements(RawText.ToBytes("x = " + line.Written), 0, out _) is [{ Kind: IniStatementKind.Entry } statement] && statement.Value == value);

    private static bool Gives(WantedSetting wanted, string form, string value)
    {
        byte[] line = RawText.ToBytes($"x = {form}");
        return LineReading.Statements(line, 0, out bool isWhole) is [{ Kind: IniStatementKind.Entry } statement]
            && isWhole && statement.ValueSpan.End == line.Length && IsSame(wanted, statement.Value, value);
    }

    // What the setter makes of it counts: yes is as good as 1 for a flag, and no text for a path.
    private static bool IsSame(WantedSetting wanted, string parsed, string value) =>
        parsed == value || (wanted.Take(parsed, out _) is { } read && IsTyped(wanted) && read == wanted.Take(value, out _));

    private static bool IsTyped(WantedSetting wanted) => wanted.Directive is { } directive ? directive.Kind != FpmDirectiveKind.Text : wanted.Name is "php_flag" or "php_admin_flag";

    private static string InDoubleQuotes(string value)
    {
        var text = new System.Text.StringBuilder("\"");
        foreach (char letter in value)
        {
            if (letter is '"' or '\\')
            {
                text.Append('\\');
            }

            text.Append(letter);
        }

        return text.Append('"').ToString();
    }
}
