using System.Text;
using Nginx502.Fpm;

namespace Nginx502;

/// <summary>
/// Takes secrets out of lines of php-fpm's files before they are shown: values of <c>env[]</c>, of directives of php.ini whose names tell of a secret, and
/// credentials anywhere, in comments too.
/// </summary>
public static class FpmLineMask
{
    /// <summary>A line without its secrets, safe to show.</summary>
    /// <param name="line">The line, with or without its line end; that is not part of what comes back.</param>
    public static string Mask(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> text = line.TrimEnd("\r\n"u8);
        int comment = text.Length - text.TrimStart(" \t;#"u8).Length;
        IniStatement[] entries = [.. LineReading.Statements(text, comment, out _).Where(statement => statement.Kind is IniStatementKind.Entry or IniStatementKind.KeyedEntry)];
        if (entries.Length == 0)
        {
            return MaskUnread(text);
        }

        // Behind a value a comment may stand, or the rest of one that was meant to be longer: behind a secret, that is one too.
        IniStatement entry = entries[0];
        int end = Math.Min(entry.ValueSpan.End, text.Length);
        string value = SafeText.DecodeLine(text[entry.ValueSpan.Start..end]);
        string masked = MaskValue(RawText.ToSafe(entry.Name), entry.Key is null ? null : RawText.ToSafe(entry.Key), value);
        string rest = SafeText.DecodeLine(text[end..]);
        bool hidesRest = (masked != value || entries.Length > 1) && rest.Trim().Length > 0;
        return SecretText.MaskCredentials(SafeText.DecodeLine(text[..entry.ValueSpan.Start])) + masked + (hidesRest ? " " + SecretText.Mask : SecretText.MaskCredentials(rest));
    }

    /// <summary>A value without its secrets.</summary>
    /// <param name="name">The directive, without its key.</param>
    /// <param name="key">Its key; null without one.</param>
    /// <param name="value">The value as written, safe to show.</param>
    public static string MaskValue(string name, string? key, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        string bare = value.Trim(' ', '\t', '"', '\'');
        return bare.Length == 0 ? value
            : name == "env" && key is not null ? MaskVariable(key, value, bare)
            : SecretText.MaskSetting(key ?? name, value);
    }

    // The name of another variable is no secret; with anything behind it, as the fallback of ${NAME:-text}, it may be.
    private static string MaskVariable(string key, string value, string bare)
    {
        const string probe = "x";
        string name = bare.StartsWith("${", StringComparison.Ordinal) && bare.EndsWith('}') ? bare[2..^1] : bare.StartsWith('$') ? bare[1..] : string.Empty;
        bool isReference = name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
        return isReference ? value
            : SecretText.MaskVariable(key, probe) == probe ? SecretText.MaskCredentials(value)
            : SecretText.Mask;
    }

    // No statement was found in it: prose, or a line that cannot be read. What looks like a key hides all behind it.
    private static string MaskUnread(ReadOnlySpan<byte> text)
    {
        string line = SafeText.DecodeLine(text);
        int equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return SecretText.MaskCredentials(line);
        }

        string name = line[..equals].Trim(' ', '\t', ';', '#');
        return name.Contains('[', StringComparison.Ordinal) || SecretText.IsSecretName(name)
            ? new StringBuilder(line, 0, equals + 1, line.Length + 4).Append(' ').Append(SecretText.Mask).ToString()
            : SecretText.MaskCredentials(line);
    }
}
