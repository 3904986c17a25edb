using System.Globalization;

namespace Nginx502.Linux;

/// <summary>Reads where the targets of iptables that translate addresses lead to.</summary>
internal static class IptablesTranslation
{
    /// <summary><c>-j REDIRECT --to-ports 8080</c>.</summary>
    public static FirewallVerdict Redirect(string[] options) => PortOf(After(options, "--to-ports"), out int? port)
        ? new FirewallVerdict(FirewallAction.Translate) { ToPort = port }
        : FirewallVerdict.Unknown("several ports that it may be given");

    /// <summary><c>-j DNAT --to-destination 172.17.0.2:80</c>.</summary>
    public static FirewallVerdict Destination(string[] options)
    {
        string text = After(options, "--to-destination") ?? string.Empty;
        (string host, string? port) = text switch
        {
            ['[', .. string rest] when rest.IndexOf(']', StringComparison.Ordinal) is int end and > 0 => (rest[..end], rest.Length > end + 2 ? rest[(end + 2)..] : null),
            _ when text.Count(letter => letter == ':') == 1 => (text.Split(':')[0], text.Split(':')[1]),
            _ => (text, null),
        };
        bool isPort = PortOf(port, out int? number);
        bool isAddress = host.Length == 0 || FirewallValues.Address(host, out _) is not null;
        return isPort && isAddress
            ? new FirewallVerdict(FirewallAction.Translate) { ToAddress = host.Length == 0 ? null : host, ToPort = number }
            : FirewallVerdict.Unknown("several addresses that it may be given");
    }

    private static string? After(string[] options, string name) => Array.IndexOf(options, name) is int at and >= 0 && at + 1 < options.Length ? options[at + 1] : null;

    private static bool PortOf(string? text, out int? port)
    {
        port = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
        return text is null || port is not null;
    }
}
