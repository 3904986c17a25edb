using System.Text.RegularExpressions;

namespace Nginx502.Linux;

/// <summary>Tells whether cloud-init writes the hosts file anew at each boot (<c>manage_etc_hosts</c>; cloud-init: cc_update_etc_hosts).</summary>
internal static class CloudInitHosts
{
    private const string Main = "/etc/cloud/cloud.cfg";
    private const string Further = "/etc/cloud/cloud.cfg.d/*.cfg";
    private const string Disabled = "/etc/cloud/cloud-init.disabled";

    // What the provider of the machine adds; later ones win.
    private const string OfInstance = "/var/lib/cloud/instance/cloud-config.txt";

    private static readonly Regex Setting = new(@"^manage_etc_hosts:[ \t]*['""]?([A-Za-z]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant);

    /// <summary>The file that makes it do so; null when it leaves the lines of others. With <c>localhost</c> it keeps one line of its own only.</summary>
    public static string? WrittenBy(FileTree files)
    {
        if (files.IsFile(Disabled))
        {
            return null;
        }

        string? decides = null;
        foreach (string path in (string[])[Main, .. files.Glob(Further), OfInstance])
        {
            if (files.ReadText(path, out _) is { } text && Setting.Matches(text).LastOrDefault() is { } match)
            {
                decides = match.Groups[1].Value.ToUpperInvariant() is "TRUE" or "TEMPLATE" or "YES" or "ON" ? path : null;
            }
        }

        return decides;
    }
}
