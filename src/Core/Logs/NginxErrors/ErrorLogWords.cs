using System.Buffers;
using System.Buffers.Text;

namespace Nginx502.Logs;

/// <summary>What nginx says between the head and the keys of a line: a message, often an error, often what it was doing.</summary>
/// <remarks>Sources: nginx src/core/ngx_log.c (ngx_log_errno), src/http/ngx_http_request.c (ngx_http_log_error).</remarks>
internal static class ErrorLogWords
{
    private static readonly SearchValues<byte> ActionBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 /"u8);

    /// <summary>How nginx begins to say what a FastCGI program wrote to its stderr.</summary>
    public static ReadOnlySpan<byte> ForeignTextStart => "FastCGI sent in stderr: \""u8;

    /// <summary>How nginx ends it (nginx: src/http/modules/ngx_http_fastcgi_module.c; what it was doing is always reading).</summary>
    public static ReadOnlySpan<byte> ForeignTextEnd => "\" while reading "u8;

    /// <summary>Where what nginx says before the keys ends, in a line whose head was found; tells too whether keys follow.</summary>
    public static int EndOfWords(ReadOnlySpan<byte> record, ref ErrorLogFields fields)
    {
        int search = EndOfForeignText(record, fields.Message.Start);
        int context = record[search..].IndexOf(ErrorLogKeys.ClientKey);
        fields.HasClient = context >= 0;
        return context < 0 ? record.Length : search + context;
    }

    /// <summary>Finds the message, the error and the operation in what nginx says before the keys.</summary>
    public static void Parse(ReadOnlySpan<byte> record, int end, ref ErrorLogFields fields)
    {
        int start = fields.Message.Start;
        int search = Math.Min(EndOfForeignText(record, start), end);
        int messageEnd = CutOperation(record, search, end, ref fields);
        messageEnd = CutError(record, search, messageEnd, ref fields);
        fields.Message = ByteRange.Between(start, messageEnd);
    }

    // What a script wrote may look like nginx's own words; those begin behind its closing quote.
    private static int EndOfForeignText(ReadOnlySpan<byte> record, int messageStart)
    {
        ReadOnlySpan<byte> message = record[messageStart..];
        if (!message.StartsWith(ForeignTextStart))
        {
            return messageStart;
        }

        int closing = message.IndexOf(ForeignTextEnd);
        return closing < 0 ? record.Length : messageStart + closing + 1;
    }

    private static int CutOperation(ReadOnlySpan<byte> record, int searchStart, int messageEnd, ref ErrorLogFields fields)
    {
        ReadOnlySpan<byte> text = record[searchStart..messageEnd];
        int found = text.LastIndexOf(" while "u8);
        if (found < 0)
        {
            return messageEnd;
        }

        ReadOnlySpan<byte> action = text[(found + " while ".Length)..];
        if (action.StartsWith("resolving, resolver: "u8))
        {
            action = "resolving"u8;
        }

        if (!IsAction(action))
        {
            return messageEnd;
        }

        fields.Operation = ReadOperation(action);
        return searchStart + found;
    }

    // Actions are a few words of nginx's own. Anything else belongs to a message that has the word 'while' itself: a path that
    // a visitor asked for, or 'while resolving service NAME of NAME' (nginx: src/http/ngx_http_upstream_round_robin.c).
    private static bool IsAction(ReadOnlySpan<byte> action) =>
        action.IndexOfAnyExcept(ActionBytes) < 0 && !action.StartsWith("resolving service "u8);

    // The last parentheses before the action, when they hold a number and a text: ' (111: Connection refused)'.
    private static int CutError(ReadOnlySpan<byte> record, int searchStart, int messageEnd, ref ErrorLogFields fields)
    {
        ReadOnlySpan<byte> text = record[searchStart..messageEnd];
        if (!text.EndsWith(")"u8))
        {
            return messageEnd;
        }

        int open = text.LastIndexOf(" ("u8);
        if (open < 0 || !Utf8Parser.TryParse(text[(open + 2)..], out int number, out int digits) || !text[(open + 2 + digits)..].StartsWith(": "u8))
        {
            return messageEnd;
        }

        // 'NAME could not be resolved (3: Host not found)' is the resolver's word, not the system's.
        if (text[..open].EndsWith("could not be resolved"u8))
        {
            return messageEnd;
        }

        int errorText = searchStart + open + 2 + digits + 2;
        if (errorText > messageEnd - 1)
        {
            return messageEnd;
        }

        fields.ErrorNumber = number;
        fields.ErrorText = ByteRange.Between(errorText, messageEnd - 1);
        return searchStart + open;
    }

    private static UpstreamOperation ReadOperation(ReadOnlySpan<byte> action) => action switch
    {
        _ when action.SequenceEqual("connecting to upstream"u8) => UpstreamOperation.Connecting,
        _ when action.SequenceEqual("reading response header from upstream"u8) => UpstreamOperation.ReadingHeader,
        _ when action.SequenceEqual("sending request to upstream"u8) => UpstreamOperation.SendingRequest,
        _ when action.SequenceEqual("reading upstream"u8) => UpstreamOperation.ReadingBody,
        _ when action.SequenceEqual("SSL handshaking to upstream"u8) => UpstreamOperation.TlsHandshaking,
        _ when action.SequenceEqual("sending to client"u8) => UpstreamOperation.SendingToClient,
        _ when action.SequenceEqual("sending early hints to client"u8) => UpstreamOperation.SendingEarlyHints,
        _ when action.SequenceEqual("proxying upgraded connection"u8) => UpstreamOperation.ProxyingUpgraded,
        _ when action.SequenceEqual("resolving"u8) => UpstreamOperation.Resolving,
        _ => UpstreamOperation.Other,
    };
}
