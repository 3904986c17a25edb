using System.Buffers;

namespace Nginx502.Logs;

/// <summary>The parts of a request's first line, as sent; empty where it could not be read.</summary>
internal readonly ref struct RequestLine
{
    // nginx: src/http/ngx_http_parse.c, ngx_http_parse_request_line.
    private static readonly SearchValues<byte> MethodBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_-"u8);

    private RequestLine(ReadOnlySpan<byte> method, ReadOnlySpan<byte> uri, ReadOnlySpan<byte> protocol)
    {
        Method = method;
        Uri = uri;
        Protocol = protocol;
    }

    /// <summary>The method.</summary>
    public ReadOnlySpan<byte> Method { get; }

    /// <summary>What was asked for; older versions of nginx let spaces through.</summary>
    public ReadOnlySpan<byte> Uri { get; }

    /// <summary>The protocol; empty for HTTP/0.9.</summary>
    public ReadOnlySpan<byte> Protocol { get; }

    /// <summary>Takes a line apart.</summary>
    public static RequestLine Of(ReadOnlySpan<byte> line)
    {
        int methodEnd = line.IndexOf((byte)' ');
        if (methodEnd <= 0 || line[..methodEnd].ContainsAnyExcept(MethodBytes))
        {
            return default;
        }

        ReadOnlySpan<byte> rest = line[(methodEnd + 1)..].Trim((byte)' ');
        int protocolStart = rest.LastIndexOf(" HTTP/"u8);
        return protocolStart < 0
            ? new RequestLine(line[..methodEnd], rest, default)
            : new RequestLine(line[..methodEnd], rest[..protocolStart].TrimEnd((byte)' '), rest[(protocolStart + 1)..]);
    }
}
