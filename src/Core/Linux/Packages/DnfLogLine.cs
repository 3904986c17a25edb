using System.Globalization;

namespace Nginx502.Linux;

/// <summary>Reads lines of dnf.rpm.log: <c>2026-11-25T20:22:02+0000 SUBDEBUG Upgrade: php-fpm-8.2.29-1.el9.x86_64</c>.</summary>
internal static class DnfLogLine
{
    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>What a line tells; null for one that tells of a step on the way, or is none of dnf's. The version before is told by a line of its own, which is left out.</summary>
    public static PackageChange? Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 4)
        {
            return null;
        }

        // +0000 has no colon, which the zone of .NET must have.
        string stamp = words[0].Length > 5 && words[0][^5] is '+' or '-' ? words[0][..^2] + ":" + words[0][^2..] : words[0];
        if (!DateTimeOffset.TryParseExact(stamp, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return null;
        }

        PackageAction? action = words[2] switch
        {
            "Installed:" or "Reinstall:" => PackageAction.Installed,
            "Upgrade:" or "Downgrade:" => PackageAction.Upgraded,
            "Erase:" or "Removed:" => PackageAction.Removed,
            _ => null,
        };
        if (action is not { } what)
        {
            return null;
        }

        (string name, string? version) = Split(words[3]);
        return new PackageChange(time.LocalDateTime, what, name, what == PackageAction.Removed ? version : null, what == PackageAction.Removed ? null : version);
    }

    // NAME-VERSION-RELEASE.ARCHITECTURE, the name with hyphens of its own.
    private static (string Name, string? Version) Split(string package)
    {
        int dot = package.LastIndexOf('.');
        string plain = dot > 0 ? package[..dot] : package;
        int release = plain.LastIndexOf('-');
        int version = release > 0 ? plain.LastIndexOf('-', release - 1) : -1;
        return version > 0 ? (SafeText.Escape(plain[..version]), SafeText.Escape(plain[(version + 1)..])) : (SafeText.Escape(package), null);
    }
}
