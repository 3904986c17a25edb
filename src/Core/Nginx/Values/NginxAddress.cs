using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Nginx502.Nginx;

/// <summary>
/// An address as nginx reads it (nginx: src/core/ngx_inet.c, ngx_parse_url): a unix path, or a host with a port or without.
/// </summary>
/// <param name="Host">The host as written, IPv6 in brackets; the path of a unix socket.</param>
/// <param name="Port">The port; the default one when none is written, 0 without either, and for a unix socket.</param>
/// <param name="HasPort">True when a port is written.</param>
/// <param name="IsUnixSocket">True for a unix socket.</param>
/// <param name="Uri">What stands behind it; empty when nothing does, or it may not.</param>
/// <param name="Error">What nginx says when it does not take it; null when it does.</param>
internal readonly record struct NginxAddress(string Host, int Port, bool HasPort, bool IsUnixSocket, string Uri, string? Error)
{
    // Linux: sockaddr_un.sun_path with its NUL.
    private const int LongestSocketPath = 107;

    /// <summary>True for an IP address or a unix socket: no name has to be asked for.</summary>
    public bool IsLiteral => IsUnixSocket || Host.StartsWith('[') || (Host.AsSpan().Count('.') == 3 && IPAddress.TryParse(Host, out _));

    /// <summary>As it stands in a directive, without what is behind it.</summary>
    public string Text => IsUnixSocket ? "unix:" + Host : HasPort ? string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}") : Host;

    /// <summary>The same as an endpoint; null when it has no port, or is none.</summary>
    public FpmEndpoint? Endpoint =>
        Error is null && FpmEndpoint.TryParse(IsUnixSocket ? Text : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}"), out FpmEndpoint? endpoint) ? endpoint : null;

    /// <summary>Reads an address.</summary>
    /// <param name="text">The text, without a scheme.</param>
    /// <param name="defaultPort">The port when none is written; 0 for none.</param>
    /// <param name="allowsUri">True when a URI may stand behind it, as in <c>proxy_pass</c>.</param>
    public static NginxAddress Parse(string text, int defaultPort, bool allowsUri)
    {
        if (text.StartsWith("unix:", StringComparison.OrdinalIgnoreCase))
        {
            return ParseSocket(text["unix:".Length..], allowsUri);
        }

        bool isBracketed = text.StartsWith('[');
        int hostEnd = isBracketed ? text.IndexOf(']') + 1 : 0;
        if (isBracketed && hostEnd == 0)
        {
            return Invalid(text, "invalid host");
        }

        int uri = text.AsSpan(hostEnd).IndexOfAny(isBracketed ? "/" : "/?");
        uri = uri < 0 ? text.Length : hostEnd + uri;
        if (uri < text.Length && !allowsUri)
        {
            return Invalid(text, "invalid host");
        }

        int colon = text.IndexOf(':', hostEnd, uri - hostEnd);
        if (isBracketed && colon != hostEnd && uri > hostEnd)
        {
            return Invalid(text, "invalid host");
        }

        string host = text[..(colon < 0 ? uri : colon)];
        int port = defaultPort;
        if (colon >= 0 && !IsPort(text.AsSpan(colon + 1, uri - colon - 1), out port))
        {
            return Invalid(text, "invalid port");
        }

        string? error = host.Length == 0 || host == "[]" ? "no host"
            : isBracketed && !(IPAddress.TryParse(host[1..^1], out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6) ? "invalid IPv6 address"
            : null;
        return new NginxAddress(host, port, colon >= 0, IsUnixSocket: false, text[uri..], error);
    }

    private static NginxAddress ParseSocket(string path, bool allowsUri)
    {
        int colon = allowsUri ? path.IndexOf(':', StringComparison.Ordinal) : -1;
        string socket = colon < 0 ? path : path[..colon];
        string? error = socket.Length == 0 ? "no path in the unix domain socket"
            : System.Text.Encoding.UTF8.GetByteCount(socket) > LongestSocketPath ? "too long path in the unix domain socket"
            : null;
        return new NginxAddress(socket, 0, HasPort: false, IsUnixSocket: true, colon < 0 ? string.Empty : path[(colon + 1)..], error);
    }

    private static NginxAddress Invalid(string text, string error) => new(text, 0, HasPort: false, IsUnixSocket: false, string.Empty, error);

    private static bool IsPort(ReadOnlySpan<char> text, out int port)
    {
        bool isNumber = NginxSize.TryParseNumber(text, out long number) && number is >= 1 and <= 65535;
        port = isNumber ? (int)number : 0;
        return isNumber;
    }
}
