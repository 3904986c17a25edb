using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Nginx502.Nginx;

/// <summary>What a <c>listen</c> of http says (nginx: src/http/ngx_http_core_module.c, ngx_http_core_listen).</summary>
/// <param name="Addresses">The addresses as nginx writes them in messages; none for a host's name, which would have to be asked for.</param>
/// <param name="IsDefault">True for <c>default_server</c>.</param>
/// <param name="SetsOptions">True when it sets something that may be set once for each address.</param>
/// <param name="Error">What nginx says when it does not take it; null when it does.</param>
/// <param name="WrongWord">The argument that is wrong, from 0.</param>
internal sealed record ListenParameters(IReadOnlyList<string> Addresses, bool IsDefault, bool SetsOptions, string? Error, int WrongWord)
{
    private const int DefaultPort = 80;
    private const int MostPorts = 65535;

    // Parameters that set nothing for the socket itself.
    private static readonly string[] Plain = ["default_server", "default", "ssl", "http2", "http3", "quic", "proxy_protocol", "spdy"];
    private static readonly string[] Switches = ["bind", "deferred", "reuseport", "multipath"];

    /// <summary>Reads a <c>listen</c>.</summary>
    public static ListenParameters Read(SyntaxDirective directive)
    {
        string text = directive.Argument(0);
        IReadOnlyList<string> addresses = ReadAddress(text, out string? error);
        if (error is not null)
        {
            return new ListenParameters([], false, false, $"{error} in \"{text}\" of the \"listen\" directive", 0);
        }

        bool isDefault = false;
        bool setsOptions = false;
        for (int index = 1; index < directive.ArgumentCount; index++)
        {
            string parameter = directive.Argument(index);
            isDefault |= parameter is "default_server" or "default";
            if (Plain.Contains(parameter, StringComparer.Ordinal))
            {
                continue;
            }

            setsOptions = true;
            if (!Switches.Contains(parameter, StringComparer.Ordinal) && WrongIn(parameter) is { } wrong)
            {
                return new ListenParameters([], false, false, wrong, index);
            }
        }

        return new ListenParameters(addresses, isDefault, setsOptions, null, 0);
    }

    private static string? WrongIn(string parameter)
    {
        int equals = parameter.IndexOf('=', StringComparison.Ordinal);
        string value = parameter[(equals + 1)..];
        return (equals < 0 ? string.Empty : parameter[..equals]) switch
        {
            "backlog" => NginxSize.TryParseNumber(value, out long backlog) && backlog > 0 ? null : $"invalid backlog \"{parameter}\"",
            "fastopen" => NginxSize.TryParseNumber(value, out _) ? null : $"invalid fastopen \"{parameter}\"",
            "rcvbuf" => NginxSize.TryParse(value, out _) ? null : $"invalid rcvbuf \"{parameter}\"",
            "sndbuf" => NginxSize.TryParse(value, out _) ? null : $"invalid sndbuf \"{parameter}\"",
            "ipv6only" when value.StartsWith('o') => value is "on" or "off" ? null : $"invalid ipv6only flags \"{value}\"",
            "so_keepalive" => IsKeepalive(value) ? null : $"invalid so_keepalive value: \"{value}\"",
            "accept_filter" or "setfib" => null,
            _ => $"invalid parameter \"{parameter}\"",
        };
    }

    // on, off, or idle:interval:count with at least one of them.
    private static bool IsKeepalive(string value)
    {
        string[] parts = value.Split(':', 3);
        return value is "on" or "off"
            || (parts.Any(part => part.Length > 0)
                && (parts[0].Length == 0 || NginxTime.TryParseSeconds(parts[0], out _))
                && (parts.Length < 2 || parts[1].Length == 0 || NginxTime.TryParseSeconds(parts[1], out _))
                && (parts.Length < 3 || parts[2].Length == 0 || NginxSize.TryParseNumber(parts[2], out _)));
    }

    private static IReadOnlyList<string> ReadAddress(string text, out string? error)
    {
        (int first, int last, string host) = (0, 0, text);
        bool isUnix = text.StartsWith("unix:", StringComparison.OrdinalIgnoreCase);
        int colon = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) + 1 : text.IndexOf(':', StringComparison.Ordinal);
        bool hasPort = !isUnix && colon > 0 && colon < text.Length && text[colon] == ':';
        if (!isUnix && text.AsSpan().IndexOfAny("/?") < 0 && (hasPort || !text.Contains(':', StringComparison.Ordinal)))
        {
            string ports = hasPort ? text[(colon + 1)..] : text;
            bool isRange = TryReadPorts(ports, out first, out last, out error);
            if (error is not null && (hasPort || isRange))
            {
                return [];
            }

            host = hasPort ? text[..colon] : isRange ? "*" : text;
        }

        if (first > 0)
        {
            error = host.Length == 0 ? "no host" : null;
            return error is null && AddressOf(host) is { } address
                ? [.. Enumerable.Range(first, last - first + 1).Select(port => Write(address, port))]
                : [];
        }

        NginxAddress parsed = NginxAddress.Parse(text, DefaultPort, allowsUri: false);
        error = parsed.Error;
        return error is not null ? []
            : parsed.IsUnixSocket ? ["unix:" + parsed.Host]
            : AddressOf(parsed.Host) is { } literal ? [Write(literal, parsed.Port)]
            : [];
    }

    // True for numbers, whether nginx takes them or not.
    private static bool TryReadPorts(string text, out int first, out int last, out string? error)
    {
        string[] parts = text.Split('-', 2);
        bool areNumbers = parts.All(part => NginxSize.TryParseNumber(part, out _));
        long[] numbers = [.. parts.Select(part => NginxSize.TryParseNumber(part, out long number) ? number : 0)];
        bool areInRange = numbers.All(number => number is >= 1 and <= MostPorts);
        error = !areInRange ? "invalid port" : numbers[0] > numbers[^1] ? "invalid port range" : null;
        (first, last) = error is null ? ((int)numbers[0], (int)numbers[^1]) : (0, 0);
        return areNumbers;
    }

    private static IPAddress? AddressOf(string host) =>
        host == "*" ? IPAddress.Any
        : (host.StartsWith('[') || host.Count(letter => letter == '.') == 3) && IPAddress.TryParse(host.AsSpan().Trim("[]"), out IPAddress? address) ? address
        : null;

    private static string Write(IPAddress address, int port) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? string.Create(CultureInfo.InvariantCulture, $"[{address}]:{port}")
        : string.Create(CultureInfo.InvariantCulture, $"{address}:{port}");
}
