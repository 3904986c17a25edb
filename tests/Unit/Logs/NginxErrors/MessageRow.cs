using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Nginx502.UnitTests.Logs.NginxErrors;

/// <summary>A row of tests/data/nginx-error/messages.tsv: a message of nginx's, and what it means by a person's judgement.</summary>
/// <remarks>
/// <c>symptom</c> is one word, or one for each error number (<c>2=SocketMissing; 11=BacklogFull</c>); it and the two columns
/// behind it have one value for all contexts, or one for each, with bars between them as in <c>context_suffix</c>.
/// </remarks>
internal sealed partial class MessageRow(IReadOnlyDictionary<string, string> cells)
{
    private const string Request = ", client: 192.0.2.1, server: shop.example, request: \"GET /cart.php HTTP/1.1\"";

    // Rows without an action and without a status whose lines belong to a request all the same.
    private static readonly string[] WithinRequest =
        ["request-body-buffered-to-temp", "invalid-local-address", "cache-file-invalid-header", "buffer-size-lt-cache-key"];

    private static readonly Dictionary<int, string> ErrorTexts = new()
    {
        [1] = "Operation not permitted",
        [2] = "No such file or directory",
        [11] = "Resource temporarily unavailable",
        [13] = "Permission denied",
        [20] = "Not a directory",
        [22] = "Invalid argument",
        [23] = "Too many open files in system",
        [24] = "Too many open files",
        [27] = "File too large",
        [28] = "No space left on device",
        [30] = "Read-only file system",
        [32] = "Broken pipe",
        [60] = "Operation timed out",
        [61] = "Connection refused",
        [91] = "Protocol wrong type for socket",
        [97] = "Address family not supported by protocol",
        [98] = "Address already in use",
        [99] = "Cannot assign requested address",
        [101] = "Network is unreachable",
        [103] = "Software caused connection abort",
        [104] = "Connection reset by peer",
        [105] = "No buffer space available",
        [110] = "Connection timed out",
        [111] = "Connection refused",
        [113] = "No route to host",
        [122] = "Disk quota exceeded",
    };

    public static IReadOnlyList<MessageRow> All { get; } = ReadAll();

    public string Id => cells["id"];

    public string HttpStatus => cells["http_status"] == "as temp-open-failed"
        ? All.Single(row => row.Id == "temp-open-failed").HttpStatus
        : cells["http_status"];

    /// <summary>Every line that the row stands for: each context with each error.</summary>
    public IEnumerable<MessageExample> Examples()
    {
        string[] contexts = Alternatives(cells["context_suffix"]);
        int[] errors = ErrorNumbers();
        for (int index = 0; index < contexts.Length; index++)
        {
            foreach (int error in errors)
            {
                yield return Example(contexts[index], error, index);
            }
        }
    }

    private MessageExample Example(string context, int error, int index)
    {
        string action = context.StartsWith("(none)", StringComparison.Ordinal) ? "" : Parentheses().Replace(context, "").Trim();
        bool isUnix = error is 0 or 2 or 11 or 13 or 20 or 91 or 111 && Id != "connect-failed";
        string message = Render(isUnix);
        string level = LevelOf(error);
        var line = new StringBuilder($"2026/11/23 03:49:06 [{level}] 10579#0: ");
        bool hasRequest = action.Length > 0 ? action != "resolving"
            : context != "(none), no request keys" && context != "(none) on accept"
                && (char.IsAsciiDigit(HttpStatus[0]) || WithinRequest.Contains(Id) || context == "(none) for request body" || Id.StartsWith("temp-", StringComparison.Ordinal));
        line.Append(hasRequest ? "*13 " : "").Append(message);
        string? errorText = null;
        if (error != 0)
        {
            errorText = Id.StartsWith("upstream-timed-out", StringComparison.Ordinal) ? "Operation timed out" : ErrorTexts[error];
            line.Append(CultureInfo.InvariantCulture, $" ({error}: {errorText})");
        }

        line.Append(action.Length > 0 ? " while " + action : "");
        line.Append(action == "resolving" ? ", resolver: 127.0.0.53:53" : hasRequest ? Request : "");
        line.Append(level == "emerg" && !message.Contains(" in /etc/", StringComparison.Ordinal) ? " in /etc/nginx/nginx.conf:12" : "");
        if (action.Length > 0 && hasRequest)
        {
            string peer = isUnix ? "unix:/run/php/php8.2-fpm.sock:" : "192.0.2.7:9000";
            line.Append(CultureInfo.InvariantCulture, $", upstream: \"fastcgi://{(Id == "no-live-upstreams" ? "backend" : peer)}\"");
        }

        line.Append(hasRequest ? ", host: \"www.shop.example\"" : "");
        string isError = At(cells["is_upstream_error"], index);
        string status = At(cells["attempt_status"], index);
        return new MessageExample(
            line.ToString(),
            message + (level == "emerg" && !message.Contains(" in /etc/", StringComparison.Ordinal) ? " in /etc/nginx/nginx.conf:12" : ""),
            Enum.Parse<Symptom>(SymptomFor(At(cells["symptom"], index), error)),
            status.Length == 0 ? null : int.Parse(status, CultureInfo.InvariantCulture),
            isError switch { "yes" => true, "no" => false, _ => throw new FormatException(Id) },
            OperationOf(action),
            error == 0 ? null : error,
            errorText);
    }

    private static string SymptomFor(string cell, int error) => cell.Contains('=', StringComparison.Ordinal)
        ? cell.Split("; ").Single(pair => pair.StartsWith(error.ToString(CultureInfo.InvariantCulture) + "=", StringComparison.Ordinal)).Split('=')[1]
        : cell;

    // '2 Server failure' of a name server is part of the message; OpenSSL's and X509's words are too.
    private int[] ErrorNumbers()
    {
        string examples = cells["errno_examples"];
        if (Id.Contains("could-not-be-resolved", StringComparison.Ordinal) || examples.StartsWith("rcode", StringComparison.Ordinal))
        {
            return [0];
        }

        int[] numbers = Number().Matches(examples).Select(match => int.Parse(match.ValueSpan, CultureInfo.InvariantCulture)).ToArray();
        return numbers.Length == 0 ? [0] : numbers;
    }

    private string LevelOf(int error)
    {
        string level = cells["level"];
        if (level.StartsWith("error for ECONNREFUSED", StringComparison.Ordinal))
        {
            return error is 111 or 11 or 104 or 100 or 101 or 112 or 113 ? "error" : "crit";
        }

        return level.StartsWith("crit for EMFILE", StringComparison.Ordinal) ? error == 103 ? "error" : "crit" : level.Split(' ', ';')[0];
    }

    // Values that are plausible for the template; ngx_sprintf's notation.
    private string Render(bool isUnix)
    {
        string template = Id switch
        {
            "connect-to-failed" => "connect() to " + (isUnix ? "unix:/run/php/php8.2-fpm.sock" : "192.0.2.7:9000") + " failed",
            "response-buffered-to-temp" => "an upstream response is buffered to a temporary file /var/lib/nginx/fastcgi/1/00/0000000001",
            "request-body-buffered-to-temp" => "a client request body is buffered to a temporary file /var/lib/nginx/body/0000000001",
            "nginx-worker-signal" => "worker process 10579 exited on signal 11 (core dumped)",
            "err-in-upstream-runtime" or "err-in-upstream-config" => "host not found in upstream \"php.example\"",
            "conf-err-in" => "host not found in upstream \"php.example\" in /etc/nginx/sites-enabled/shop:7",
            "conf-directive-error" => "\"fastcgi_pass\" directive is duplicate",
            "buffer-size-lt-cache-key" => "fastcgi_buffer_size 4096 is not enough for cache key, it should be increased to at least 8192",
            "ssl-verify-error" => "upstream SSL certificate verify error: (10:certificate has expired)",
            "ssl-do-handshake-failed" or "ssl-read-failed" or "ssl-write-failed" =>
                cells["template"] + " (SSL: error:0A00010B:SSL routines::wrong version number)",
            "fastcgi-stderr" => "FastCGI sent in stderr: \"PHP message: PHP Warning:  Undefined variable $x in /var/www/x.php on line 4\"",
            "fastcgi-unexpected-record" => "upstream sent unexpected FastCGI record: 3",
            _ => cells["template"],
        };
        template = template.Replace("in %s:%ui", "in /etc/nginx/nginx.conf:12", StringComparison.Ordinal)
            .Replace("(%i: %s)", "(3: Host not found)", StringComparison.Ordinal)
            .Replace("(%ui: %s)", "(2: Server failure)", StringComparison.Ordinal);
        return Placeholder().Replace(template, match => match.Value[^1] is 'V' or 's' ? "some.value" : match.Value.Contains('x', StringComparison.Ordinal) ? "0a" : "72");
    }

    private static UpstreamOperation OperationOf(string action) => action switch
    {
        "" => UpstreamOperation.None,
        "connecting to upstream" => UpstreamOperation.Connecting,
        "SSL handshaking to upstream" => UpstreamOperation.TlsHandshaking,
        "sending request to upstream" => UpstreamOperation.SendingRequest,
        "reading response header from upstream" => UpstreamOperation.ReadingHeader,
        "reading upstream" => UpstreamOperation.ReadingBody,
        "sending to client" => UpstreamOperation.SendingToClient,
        "proxying upgraded connection" => UpstreamOperation.ProxyingUpgraded,
        "resolving" => UpstreamOperation.Resolving,
        _ => throw new FormatException(action),
    };

    private static string At(string cell, int index)
    {
        string[] values = Alternatives(cell);
        return values.Length == 1 ? values[0] : values[index];
    }

    private static string[] Alternatives(string cell) => cell.Split('|', StringSplitOptions.TrimEntries);

    private static MessageRow[] ReadAll()
    {
        string[][] lines = File.ReadLines(TestData.Path("nginx-error/messages.tsv")).Select(line => line.Split('\t')).ToArray();
        return lines.Skip(1)
            .Select(line => new MessageRow(lines[0].Zip(line).ToDictionary(pair => pair.First, pair => pair.Second)))
            .ToArray();
    }

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Parentheses();

    [GeneratedRegex(@"\b\d+\b")]
    private static partial Regex Number();

    [GeneratedRegex(@"%(\*s|[0-9]*(u?[zix]+d?|[VsdlOP]))")]
    private static partial Regex Placeholder();
}
