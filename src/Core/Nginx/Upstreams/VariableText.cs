namespace Nginx502.Nginx;

/// <summary>Takes a text with variables apart (nginx: src/http/ngx_http_script.c, ngx_http_script_compile).</summary>
internal static class VariableText
{
    /// <summary>True when a text holds a variable.</summary>
    public static bool HasVariable(string text) => text.Contains('$', StringComparison.Ordinal) && Split(text).Any(part => part.IsVariable);

    /// <summary>The parts of a text, in order. A dollar without a name is taken as it stands: nginx refuses it.</summary>
    public static IReadOnlyList<VariableTextPart> Split(string text)
    {
        var parts = new List<VariableTextPart>();
        int literal = 0;
        for (int at = text.IndexOf('$', StringComparison.Ordinal); at >= 0; at = at < text.Length ? text.IndexOf('$', at) : -1)
        {
            int start = at + 1;
            bool isBraced = start < text.Length && text[start] == '{';
            start += isBraced ? 1 : 0;
            int end = start;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }

            // $1 is one digit, whatever follows.
            end = !isBraced && end > start && text[start] is >= '1' and <= '9' ? start + 1 : end;
            if (end == start || (isBraced && (end == text.Length || text[end] != '}')))
            {
                at = start;
                continue;
            }

            if (at > literal)
            {
                parts.Add(new VariableTextPart(text[literal..at], IsVariable: false));
            }

            parts.Add(new VariableTextPart(text[start..end], IsVariable: true));
            at = literal = isBraced ? end + 1 : end;
        }

        if (literal < text.Length)
        {
            parts.Add(new VariableTextPart(text[literal..], IsVariable: false));
        }

        return parts;
    }
}
