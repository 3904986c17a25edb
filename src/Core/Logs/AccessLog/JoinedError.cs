using System.Text;

namespace Nginx502.Logs;

/// <summary>An error whose request is looked for in the access log.</summary>
/// <param name="Error">The error.</param>
/// <param name="Time">The second in which it was written, local time.</param>
/// <param name="Request">The request's first line, a character for each byte.</param>
/// <param name="Peer">Who was asked, as access logs write it; null when nobody was.</param>
/// <param name="IsOfSubrequest">True when a subrequest met it, whose attempts the main request's entry does not show.</param>
internal sealed record JoinedError(NginxUpstreamError Error, DateTime Time, string Request, string? Peer, bool IsOfSubrequest)
{
    /// <summary>Reads an error; null when it has no time or no whole request, by which it could be found.</summary>
    public static JoinedError? From(NginxUpstreamError error)
    {
        ReadOnlySpan<byte> record = error.Record;
        ByteRange request = error.Fields.Request;
        int end = request.Start + request.Length;

        // A line that was cut at 2048 bytes lacks the request's closing quote.
        if (error.Time is not DateTime time || request.IsEmpty || end >= record.Length || record[end] != '"')
        {
            return null;
        }

        string? upstream = error.Upstream;
        int scheme = upstream?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        return new JoinedError(
            error,
            time,
            Encoding.Latin1.GetString(request.Of(record)),
            scheme < 0 ? null : upstream![(scheme + 3)..],
            record[end..].StartsWith("\", subrequest: \""u8));
    }

    /// <summary>True when its connection carries one request at a time: from HTTP/2 on several are mixed.</summary>
    public bool IsAloneOnConnection => Request.EndsWith(" HTTP/1.1", StringComparison.Ordinal) || Request.EndsWith(" HTTP/1.0", StringComparison.Ordinal);

    /// <summary>True when it can have been met in an attempt.</summary>
    public bool IsMetIn(JoinAttempt attempt) =>
        (attempt.Peer is null || attempt.Peer == Peer)
        && (attempt.Status is not int status || Error.AttemptStatus is not int expected || status == expected);
}
