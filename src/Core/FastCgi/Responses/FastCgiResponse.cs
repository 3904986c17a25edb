using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>
/// What came of one request over FastCGI: the answer as far as it came, how long it took, and why it is no good one when it is
/// none. All texts are safe to show; cookies and the like are in them as the script sent them.
/// </summary>
public sealed class FastCgiResponse
{
    private string? _body;

    [JsonConstructor]
    internal FastCgiResponse(FpmEndpoint endpoint) => Endpoint = endpoint;

    /// <summary>Where it was asked.</summary>
    public FpmEndpoint Endpoint { get; }

    /// <summary>The address of a host name that was connected to, or tried last: <c>127.0.0.1</c>; null for unix sockets and before there is one.</summary>
    [JsonInclude]
    public string? Address { get; internal init; }

    /// <summary>Why there is no good answer; null when there is one.</summary>
    [JsonInclude]
    public FastCgiFailure? Failure { get; internal init; }

    /// <summary>The HTTP status as nginx would take it; null when there is no header, or its status is none.</summary>
    [JsonInclude]
    public int? Status { get; internal init; }

    /// <summary>The words behind the status: <c>Not Found</c>; null when there are none.</summary>
    [JsonInclude]
    public string? Reason { get; internal init; }

    /// <summary>The lines of the header in their order.</summary>
    [JsonInclude]
    public FastCgiHeader[] Headers { get; internal init; } = [];

    /// <summary>Bytes of the header. nginx keeps it in <c>fastcgi_buffer_size</c>, with up to 15 bytes of records around each part.</summary>
    [JsonInclude]
    public int HeaderLength { get; internal init; }

    /// <summary>The bytes of the body; what came as a whole, when there is no header.</summary>
    [JsonInclude]
    internal ReadOnlyMemory<byte> BodyBytes { get; init; }

    /// <summary>The body as text: UTF-8, with lines and tabs left as they are.</summary>
    [JsonIgnore]
    public string Body => _body ??= FastCgi.SafeLines.Decode(BodyBytes.Span);

    /// <summary>What php-fpm and PHP wrote to be logged; php-fpm puts <c>; </c> between two messages. At most 64 KiB of it.</summary>
    [JsonInclude]
    public string StandardError { get; internal init; } = string.Empty;

    /// <summary>The exit status of the application, null before the end; php-fpm always says 0, whatever the script exits with.</summary>
    [JsonInclude]
    public long? AppStatus { get; internal init; }

    /// <summary>Whether the application dealt with the request; null before the end.</summary>
    [JsonInclude]
    public FastCgiProtocolStatus? ProtocolStatus { get; internal init; }

    /// <summary>The limits of the application by their names, when they were asked for.</summary>
    [JsonInclude]
    public IReadOnlyDictionary<string, string> Limits { get; internal init; } = new Dictionary<string, string>();

    /// <summary>From the beginning until the connection was made, with resolving a name; null when it was not, or was kept from an earlier request.</summary>
    [JsonInclude]
    public TimeSpan? ConnectTime { get; internal init; }

    /// <summary>From the beginning until the first byte of the answer; null when none came.</summary>
    [JsonInclude]
    public TimeSpan? FirstByteTime { get; internal init; }

    /// <summary>From the beginning to the end.</summary>
    [JsonInclude]
    public TimeSpan Duration { get; internal init; }

    /// <summary>Bytes that were received, records and all.</summary>
    [JsonInclude]
    public long ReceivedBytes { get; internal init; }

    /// <summary>The body as it came: what is no text too. What came as a whole, when there is no header.</summary>
    public byte[] GetBodyBytes() => BodyBytes.ToArray();

    /// <summary>The value of a line of the header, the first of that name whatever its case; null when there is none.</summary>
    public string? GetHeader(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;
    }

    /// <summary>The status, or why there is no good answer.</summary>
    public override string ToString() => Failure?.Message ?? $"{Status} {Reason}".TrimEnd();
}
