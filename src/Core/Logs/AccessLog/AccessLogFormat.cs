using System.Text;

namespace Nginx502.Logs;

/// <summary>
/// A <c>log_format</c>: literal text and variables, compiled to a matcher on bytes (nginx:
/// src/http/modules/ngx_http_log_module.c, ngx_http_log_compile_format). Immutable; any number of readers may share one.
/// </summary>
public sealed class AccessLogFormat
{
    /// <summary>More variables than this are not read.</summary>
    internal const int MaxVariables = 128;

    private readonly byte[] _prefix;
    private readonly AccessLogPiece[] _pieces;

    internal AccessLogFormat(string name, AccessLogEscape escape, byte[] prefix, AccessLogPiece[] pieces)
    {
        Name = name;
        Escape = escape;
        _prefix = prefix;
        _pieces = pieces;
        Variables = Array.ConvertAll(pieces, piece => piece.Variable);
        StatusIndex = IndexOf("status");
        UnixTimeIndex = IndexOf("msec");
        IsoTimeIndex = IndexOf("time_iso8601");
        LocalTimeIndex = IndexOf("time_local");
    }

    /// <summary>nginx's built-in format (nginx: ngx_http_combined_fmt).</summary>
    public static AccessLogFormat Combined { get; } = Parse(
        "combined",
        AccessLogEscape.Default,
        "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\"");

    /// <summary>The name by which <c>access_log</c> chooses it.</summary>
    public string Name { get; }

    /// <summary>How values are escaped.</summary>
    public AccessLogEscape Escape { get; }

    /// <summary>The variables in their order, in lower case, without the dollar sign.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>The place of <c>$status</c>, or -1; asked for every line.</summary>
    internal int StatusIndex { get; }

    /// <summary>The place of <c>$msec</c>, or -1.</summary>
    internal int UnixTimeIndex { get; }

    /// <summary>The place of <c>$time_iso8601</c>, or -1.</summary>
    internal int IsoTimeIndex { get; }

    /// <summary>The place of <c>$time_local</c>, or -1.</summary>
    internal int LocalTimeIndex { get; }

    internal ReadOnlySpan<byte> Prefix => _prefix;

    internal ReadOnlySpan<AccessLogPiece> Pieces => _pieces;

    /// <summary>Reads the arguments of a <c>log_format</c> directive: the name, <c>escape=…</c> where it is given, and the parts of the text.</summary>
    /// <exception cref="FormatException">The arguments are none that nginx takes, or hold no variable or more than 128.</exception>
    public static AccessLogFormat Parse(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.Count < 2)
        {
            throw new FormatException("log_format takes a name and a text.");
        }

        AccessLogEscape escape = AccessLogEscape.Default;
        int first = 1;
        const string escapeKey = "escape=";
        if (arguments[1].StartsWith(escapeKey, StringComparison.Ordinal))
        {
            first = 2;
            escape = arguments[1][escapeKey.Length..] switch
            {
                "default" => AccessLogEscape.Default,
                "json" => AccessLogEscape.Json,
                "none" => AccessLogEscape.None,
                string other => throw new FormatException($"log_format {arguments[0]}: escape={other} is none of default, json and none."),
            };
        }

        return Parse(arguments[0], escape, string.Concat(arguments.Skip(first)));
    }

    /// <summary>Reads the text of a format.</summary>
    /// <exception cref="FormatException">The text holds no variable, more than 128, or a dollar sign without a name.</exception>
    public static AccessLogFormat Parse(string name, AccessLogEscape escape, string text)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(text);
        var pieces = new List<AccessLogPiece>();
        byte[] prefix = [];
        string? variable = null;
        int at = 0;
        while (at <= text.Length)
        {
            int dollar = text.IndexOf('$', at);
            byte[] literal = Encoding.UTF8.GetBytes(text[at..(dollar < 0 ? text.Length : dollar)]);
            if (variable is null)
            {
                prefix = literal;
            }
            else
            {
                pieces.Add(new AccessLogPiece(variable, FieldShapes.Of(variable), literal));
            }

            if (dollar < 0)
            {
                break;
            }

            variable = TakeName(name, text, dollar + 1, out at);
        }

        return pieces.Count is > 0 and <= MaxVariables
            ? new AccessLogFormat(name, escape, prefix, [.. pieces])
            : throw new FormatException($"log_format {name} has {pieces.Count} variables; 1 to {MaxVariables} can be read.");
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The place of a variable, or -1.</summary>
    internal int IndexOf(ReadOnlySpan<char> variable)
    {
        for (int index = 0; index < _pieces.Length; index++)
        {
            if (variable.Equals(_pieces[index].Variable, StringComparison.OrdinalIgnoreCase))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Where each variable's value ends; false when the line does not fit, or fits in more than one way.</summary>
    internal bool TryMatch(ReadOnlySpan<byte> line, Span<int> ends) =>
        line.StartsWith(_prefix) && AccessLogMatcher.TryMatch(_pieces, Escape, line, _prefix.Length, ends[.._pieces.Length]);

    /// <summary>The value at a place, as written.</summary>
    internal ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, ReadOnlySpan<int> ends, int index)
    {
        int start = index == 0 ? _prefix.Length : ends[index - 1] + _pieces[index - 1].Literal.Length;
        return line[start..ends[index]];
    }

    // $name or ${name}; letters, digits and the underscore (nginx: ngx_http_log_compile_format).
    private static string TakeName(string format, string text, int start, out int next)
    {
        bool isBraced = start < text.Length && text[start] == '{';
        int from = isBraced ? start + 1 : start;
        int end = from;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        if (end == from || (isBraced && (end == text.Length || text[end] != '}')))
        {
            throw new FormatException($"log_format {format}: a dollar sign without a variable's name.");
        }

        next = isBraced ? end + 1 : end;
        return text[from..end].ToLowerInvariant();
    }
}
