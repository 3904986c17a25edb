namespace Nginx502.Logs;

/// <summary>
/// Finds the format of lines when no configuration names it: formats that many servers use, <c>combined</c> followed by named
/// values, and JSON objects by their keys. A line fits one of them whole, or it is not understood. One for each reader.
/// </summary>
internal sealed class AccessLogGuess
{
    private const string CombinedText =
        "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\"";

    // A log changes its format with its configuration, not from line to line.
    private const int MaxLearned = 8;

    // Where nginx's packaged nginx.conf, Debian's vhost logs and ingress-nginx (docs/user-guide/nginx-configuration/log-format.md) agree on a text.
    private static readonly AccessLogFormat[] Common =
    [
        AccessLogFormat.Combined,
        WithShape(AccessLogFormat.Parse("main", AccessLogEscape.Default, CombinedText + " \"$http_x_forwarded_for\""), "http_x_forwarded_for", FieldShape.ForwardedFor),
        AccessLogFormat.Parse("vhost_combined", AccessLogEscape.Default, "$host:$server_port " + CombinedText),
        AccessLogFormat.Parse(
            "upstreaminfo",
            AccessLogEscape.Default,
            CombinedText + " $request_length $request_time [$proxy_upstream_name] [$proxy_alternative_upstream_name] "
                + "$upstream_addr $upstream_response_length $upstream_response_time $upstream_status $request_id"),
    ];

    // What follows the known beginning has no names: it stays in the raw line.
    private static readonly AccessLogFormat[] Beginnings =
    [
        AndMore(AccessLogFormat.Combined, CombinedText),
        AndMore(Common[2], "$host:$server_port " + CombinedText),
    ];

    private readonly List<AccessLogFormat> _learned = [];
    private AccessLogFormat _last = AccessLogFormat.Combined;

    /// <summary>The format that a line fits; null when none is known.</summary>
    /// <param name="line">The line.</param>
    /// <param name="ends">Takes where each variable's value ends.</param>
    public AccessLogFormat? Match(ReadOnlySpan<byte> line, Span<int> ends)
    {
        if (_last.TryMatch(line, ends))
        {
            return _last;
        }

        AccessLogFormat? found = First(Common, line, ends) ?? First(_learned, line, ends);
        if (found is null && Learn(line, ends) is { } learned && learned.TryMatch(line, ends))
        {
            Keep(learned);
            found = learned;
        }

        if (found is not null)
        {
            _last = found;
            return found;
        }

        return First(Beginnings, line, ends);
    }

    private static AccessLogFormat? First(IReadOnlyList<AccessLogFormat> formats, ReadOnlySpan<byte> line, Span<int> ends)
    {
        for (int index = 0; index < formats.Count; index++)
        {
            if (formats[index].TryMatch(line, ends))
            {
                return formats[index];
            }
        }

        return null;
    }

    private static AccessLogFormat? Learn(ReadOnlySpan<byte> line, Span<int> ends)
    {
        if (line.StartsWith("{"u8))
        {
            return JsonLineFormat.Learn(line);
        }

        if (First(Beginnings, line, ends) is not { } beginning)
        {
            return null;
        }

        AccessLogFormat whole = beginning == Beginnings[0] ? Common[0] : Common[2];
        int tailStart = ends[whole.Variables.Count - 1] + 1;
        return NamedTailFormat.Learn(whole, line, tailStart);
    }

    private static AccessLogFormat AndMore(AccessLogFormat format, string text) =>
        WithShape(AccessLogFormat.Parse(format.Name + " and more", AccessLogEscape.Default, text + " $rest"), "rest", FieldShape.Rest);

    private static AccessLogFormat WithShape(AccessLogFormat format, string variable, FieldShape shape)
    {
        AccessLogPiece[] pieces = format.Pieces.ToArray();
        int index = format.IndexOf(variable);
        pieces[index] = pieces[index] with { Shape = shape };
        return new AccessLogFormat(format.Name, format.Escape, format.Prefix.ToArray(), pieces);
    }

    private void Keep(AccessLogFormat learned)
    {
        if (_learned.Count == MaxLearned)
        {
            _learned.RemoveAt(0);
        }

        _learned.Add(learned);
    }
}
