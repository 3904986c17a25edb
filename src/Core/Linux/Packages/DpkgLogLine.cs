using System.Globalization;

namespace Nginx502.Linux;

/// <summary>Reads lines of dpkg.log (man 1 dpkg, --log): of all that is written there, what was installed, replaced and removed.</summary>
internal static class DpkgLogLine
{
    private const string TimeForm = "yyyy-MM-dd HH:mm:ss";
    private const string None = "<none>";

    /// <summary>What a line tells; null for one that tells of a step on the way, or is none of dpkg's.</summary>
    public static PackageChange? Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.Length <= TimeForm.Length || !DateTime.TryParseExact(line.AsSpan(0, TimeForm.Length), TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTime time))
        {
            return null;
        }

        string[] words = line[TimeForm.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        PackageAction? action = words.Length < 4 ? null : words[0] switch
        {
            "install" => PackageAction.Installed,
            "upgrade" => PackageAction.Upgraded,

            // What is purged afterwards was removed before; what only had files left is told by purge alone.
            "remove" => PackageAction.Removed,
            _ => null,
        };
        return action is { } what ? new PackageChange(time, what, NameOf(words[1]), Version(words[2]), what == PackageAction.Removed ? null : Version(words[3])) : null;
    }

    /// <summary>A package's name without its processor: <c>php8.2-fpm:amd64</c>.</summary>
    internal static string NameOf(string package)
    {
        int colon = package.IndexOf(':', StringComparison.Ordinal);
        return SafeText.Escape(colon < 0 ? package : package[..colon]);
    }

    private static string? Version(string word) => word == None ? null : SafeText.Escape(word);
}
