using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>
/// Where a php-fpm pool is reached: a unix socket path or a host and port. Read from every form in which nginx, php-fpm
/// and people write it; two endpoints are equal when they name the same place.
/// </summary>
/// <remarks>
/// Forms: <c>unix:/run/php/php8.2-fpm.sock</c>, <c>/run/php/php8.2-fpm.sock</c>, <c>127.0.0.1:9000</c>, <c>[::1]:9000</c>,
/// <c>9000</c> (this machine), <c>php:9000</c>, and nginx's <c>fastcgi://unix:/run/x.sock:</c>, with or without the last
/// colon (nginx: src/http/ngx_http_upstream.c, ngx_http_upstream_next clears it in 'upstream timed out' lines).
/// </remarks>
[JsonConverter(typeof(FpmEndpointJsonConverter))]
public sealed class FpmEndpoint : IEquatable<FpmEndpoint>
{
    /// <summary>The forms that <see cref="Parse"/> takes, for messages.</summary>
    public const string AcceptedForms =
        "unix:/path/to.sock, /path/to.sock, host:port, [ipv6]:port, a port, or fastcgi:// in front of one of them";

    private const string FastCgiScheme = "fastcgi://";
    private const string UnixPrefix = "unix:";

    private FpmEndpoint(string? socketPath, string? host, int port)
    {
        SocketPath = socketPath;
        Host = host;
        Port = port;
    }

    /// <summary>The path of the unix socket as it is, for the kernel and not for a terminal; null for TCP.</summary>
    public string? SocketPath { get; }

    /// <summary>The host name or address (IPv6 without brackets), or null for a unix socket.</summary>
    public string? Host { get; }

    /// <summary>The TCP port, 1 to 65535, or 0 for a unix socket.</summary>
    public int Port { get; }

    /// <summary>True for a unix socket.</summary>
    [MemberNotNullWhen(true, nameof(SocketPath))]
    [MemberNotNullWhen(false, nameof(Host))]
    public bool IsUnixSocket => SocketPath is not null;

    /// <summary>Reads an endpoint.</summary>
    /// <exception cref="FormatException">The text names no endpoint; the message lists the accepted forms.</exception>
    public static FpmEndpoint Parse(string text) =>
        TryParse(text, out FpmEndpoint? endpoint)
            ? endpoint
            : throw new FormatException($"'{SafeText.Escape(text)}' is not an endpoint. Give {AcceptedForms}.");

    /// <summary>Reads an endpoint; false when the text names none (an upstream group's name, another protocol).</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out FpmEndpoint? endpoint)
    {
        endpoint = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        if (rest.StartsWith(FastCgiScheme, StringComparison.OrdinalIgnoreCase))
        {
            rest = rest[FastCgiScheme.Length..];
        }

        bool saysUnix = rest.StartsWith(UnixPrefix, StringComparison.OrdinalIgnoreCase);
        if (saysUnix)
        {
            rest = rest[UnixPrefix.Length..];
        }

        if (saysUnix || rest.StartsWith("/"))
        {
            endpoint = ParseSocketPath(rest);
            return endpoint is not null;
        }

        endpoint = ParseHostAndPort(rest);
        return endpoint is not null;
    }

    /// <summary>
    /// The endpoint as nginx writes it in a directive, <c>unix:/path</c>, <c>host:port</c> or <c>[ipv6]:port</c>, with control characters escaped.
    /// </summary>
    public override string ToString() => IsUnixSocket
        ? UnixPrefix + SafeText.Escape(SocketPath)
        : string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':') ? $"[{Host}]" : Host)}:{Port}");

    /// <inheritdoc/>
    public bool Equals(FpmEndpoint? other) =>
        other is not null && SocketPath == other.SocketPath && Port == other.Port
        && string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FpmEndpoint);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(SocketPath, Host?.ToLowerInvariant(), Port);

    private static FpmEndpoint? ParseSocketPath(ReadOnlySpan<char> path)
    {
        path = path.TrimEnd(':');
        return path.Length > 1 && path[0] == '/' && path.IndexOf('\0') < 0 ? new FpmEndpoint(path.ToString(), null, 0) : null;
    }

    private static FpmEndpoint? ParseHostAndPort(ReadOnlySpan<char> text)
    {
        int colon = text.LastIndexOf(':');
        ReadOnlySpan<char> portText = text[(colon + 1)..];
        if (!int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port is < 1 or > 65535)
        {
            return null;
        }

        if (colon < 0)
        {
            return new FpmEndpoint(null, "127.0.0.1", port);
        }

        ReadOnlySpan<char> host = text[..colon];
        if (host is ['[', .., ']'])
        {
            return IPAddress.TryParse(host[1..^1], out IPAddress? address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
                ? new FpmEndpoint(null, address.ToString(), port)
                : null;
        }

        return IsHostName(host) ? new FpmEndpoint(null, host.ToString(), port) : null;
    }

    private static bool IsHostName(ReadOnlySpan<char> host)
    {
        foreach (char c in host)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'))
            {
                return false;
            }
        }

        return host.Length is > 0 and <= 253;
    }
}
