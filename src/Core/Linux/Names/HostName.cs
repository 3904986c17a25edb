namespace Nginx502.Linux;

/// <summary>What may be a host name (RFC 1123), and what always means this machine.</summary>
internal static class HostName
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    private static readonly string[] LoopbackNames =
        ["localhost", "localhost.localdomain", "localhost4", "localhost6", "ip6-localhost", "ip6-loopback", "loopback", "broadcasthost"];

    /// <summary>Why a text is no host name, words that follow it; null when it is one. An underscore is let pass, as containers have it in theirs.</summary>
    public static string? ProblemOf(string name)
    {
        if (name.Any(letter => !char.IsAscii(letter)))
        {
            return "has letters beyond ASCII: give it as it stands in the DNS (xn--…)";
        }

        if (name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '-' or '_')))
        {
            return "has characters that no host name has: letters, digits, hyphens and dots only, and no port";
        }

        if (name.Length > LongestName)
        {
            return $"is longer than {LongestName} letters";
        }

        string[] labels = name.Split('.');
        return labels.Any(label => label.Length is 0 or > LongestLabel) ? $"has an empty part, or one of more than {LongestLabel} letters"
            : labels.Any(label => label.StartsWith('-') || label.EndsWith('-')) ? "has a part that begins or ends with a hyphen"
            : labels[^1].All(char.IsAsciiDigit) ? "is an address, or ends as one does"
            : null;
    }

    /// <summary>True for a name that stands for this machine wherever it is used.</summary>
    public static bool IsLoopback(string name) =>
        LoopbackNames.Contains(name, StringComparer.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
