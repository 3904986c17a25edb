namespace Nginx502.FastCgi;

/// <summary>A request as the bytes that are sent: made once, sent any number of times and to any number of endpoints.</summary>
public sealed class EncodedRequest
{
    // One request at a time is on a connection: each can have the same number.
    private const ushort OnlyRequest = 1;

    private static readonly string[] Limits = ["FCGI_MAX_CONNS", "FCGI_MAX_REQS", "FCGI_MPXS_CONNS"];

    private EncodedRequest(ReadOnlyMemory<byte> bytes, ushort requestId, bool keepsConnection)
    {
        Bytes = bytes;
        RequestId = requestId;
        KeepsConnection = keepsConnection;
    }

    /// <summary>
    /// The question for the limits of the application: a round trip without a script and without a path. A worker has to be
    /// free for it; php-fpm answers <c>FCGI_MPXS_CONNS</c> with 0 and tells no other limit (seen on PHP-FPM 8.2.36), and leaves
    /// the connection open.
    /// </summary>
    public static EncodedRequest ForLimits { get; } = EncodeLimits();

    /// <summary>The records.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>True when the application is asked to leave the connection open.</summary>
    public bool KeepsConnection { get; }

    /// <summary>True for a question about limits.</summary>
    public bool AsksForLimits => RequestId == 0;

    internal ushort RequestId { get; }

    /// <summary>Encodes a request to a script.</summary>
    /// <param name="request">The request.</param>
    /// <param name="keepsConnection">True to have the connection left open for the next request.</param>
    public static EncodedRequest Encode(FastCgiRequest request, bool keepsConnection = false)
    {
        ArgumentNullException.ThrowIfNull(request);
        ReusableBuffer records = new();
        RecordWriter.BeginRequest(records, OnlyRequest, RequestRole.Responder, keepsConnection);
        RecordWriter.Parameters(records, OnlyRequest, request.AllParameters());
        RecordWriter.Stream(records, RecordType.StandardInput, OnlyRequest, request.Content.Span);
        return new EncodedRequest(records.Bytes, OnlyRequest, keepsConnection);
    }

    /// <summary>Bytes that are sent as they are and answered like a request: for what no request can say.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="requestId">The request number that they use.</param>
    public static EncodedRequest FromBytes(ReadOnlyMemory<byte> bytes, ushort requestId = OnlyRequest) => new(bytes, requestId, keepsConnection: false);

    private static EncodedRequest EncodeLimits()
    {
        ReusableBuffer records = new();
        RecordWriter.GetValues(records, Limits);
        return new EncodedRequest(records.Bytes, 0, keepsConnection: true);
    }
}
