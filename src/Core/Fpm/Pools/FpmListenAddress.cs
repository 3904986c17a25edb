using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Nginx502;

/// <summary>
/// Where a pool listens, as php-fpm takes the text: with a colon, or with digits alone, it is TCP, else a path
/// (php-src: sapi/fpm/fpm/fpm_sockets.c, fpm_sockets_domain_from_address and fpm_socket_af_inet_listening_socket; seen with PHP-FPM 8.2.36 on glibc).
/// </summary>
/// <param name="SocketPath">The path of the unix socket; null for TCP.</param>
/// <param name="Host">The host as written, IPv6 without brackets; null for a unix socket, and for a port alone.</param>
/// <param name="Port">The TCP port; 0 for a unix socket, and for one that php-fpm does not take.</param>
public sealed record FpmListenAddress(string? SocketPath, string? Host, int Port)
{
    /// <summary>The most bytes of a path: those of sockaddr_un.sun_path without the NUL at the end.</summary>
    public const int LongestSocketPath = 107;

    private const int LargestPort = 65_535;

    /// <summary>True for a unix socket.</summary>
    public bool IsUnixSocket => SocketPath is not null;

    /// <summary>True when every address of the machine is listened on: a port alone, <c>0.0.0.0</c> or <c>[::]</c>. <c>*</c> is loopback to it.</summary>
    public bool IsEveryAddress => !IsUnixSocket && (Host is null || (Address is { } address && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))));

    /// <summary>True when only this machine reaches it: a unix socket, or an address of loopback. A name is resolved by php-fpm alone, but for localhost.</summary>
    public bool IsThisMachineOnly => IsUnixSocket || Host == "*" || (Address is { } address ? IPAddress.IsLoopback(address) : string.Equals(Host, "localhost", StringComparison.OrdinalIgnoreCase));

    /// <summary>True when the host is a name: php-fpm asks for it when it starts, and listens on the first address alone.</summary>
    public bool IsName => Host is { Length: > 0 } && Address is null && Host != "*";

    /// <summary>False when php-fpm does not start with it, though a test of the configuration passes: no port, or none from 1 to 65535, or no host before the colon.</summary>
    public bool IsValid => IsUnixSocket || (Port > 0 && Host is not { Length: 0 });

    private IPAddress? Address => Host is not null && IPAddress.TryParse(Host, out IPAddress? address) ? address : null;

    /// <summary>Reads the value of <c>listen</c>.</summary>
    public static FpmListenAddress Parse(string listen)
    {
        ArgumentException.ThrowIfNullOrEmpty(listen);
        if (IsPath(listen))
        {
            return new FpmListenAddress(listen, null, 0);
        }

        int colon = listen.LastIndexOf(':');
        ReadOnlySpan<char> digits = listen.AsSpan(colon + 1);
        int port = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= LargestPort ? number : 0;
        if (colon < 0)
        {
            return new FpmListenAddress(null, null, port);
        }

        string host = listen[..colon];
        return new FpmListenAddress(null, host is ['[', .., ']'] ? host[1..^1] : host, port);
    }

    /// <summary>True for a text that is a path to php-fpm.</summary>
    internal static bool IsPath(string listen) => !listen.Contains(':', StringComparison.Ordinal) && listen.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0;

    /// <summary>Where it is reached from this machine; null when it is not valid. An address that stands for all is reached on loopback.</summary>
    public FpmEndpoint? ToEndpoint()
    {
        if (!IsValid)
        {
            return null;
        }

        string port = Port.ToString(CultureInfo.InvariantCulture);
        string text = IsUnixSocket ? "unix:" + SocketPath
            : IsEveryAddress ? "127.0.0.1:" + port
            : Host == "*" ? "[::1]:" + port
            : Address is { AddressFamily: AddressFamily.InterNetworkV6 } address ? $"[{address}]:{port}"
            : $"{Address?.ToString() ?? Host}:{port}";
        return FpmEndpoint.TryParse(text, out FpmEndpoint? endpoint) ? endpoint : null;
    }

    /// <summary>The address as it is written in a configuration.</summary>
    public override string ToString() => SocketPath
        ?? (Host is null ? Port.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}"));
}
