using System.Text;
using System.Text.RegularExpressions;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Tells whether something else writes a file: it would write it again, and a change of ours be lost.</summary>
internal static class ManagedFiles
{
    // 'Do not edit' is an order only where it speaks of the whole file: at its head.
    private const int HeadLines = 40;

    // What is further to the right of a line is no marker.
    private const int MarkerBytes = 1000;

    private static readonly Regex Manager = new(
        @"ansible[ _-]managed|'manage_etc_hosts' as true|kubernetes-managed|(managed|generated|maintained|controlled|deployed|created|written)\s+(by|with|via|using|from)\s+(the\s+)?(puppet|chef|cinc|salt(stack)?|ansible|cfengine|terraform|plesk|cpanel|whm|ispconfig|directadmin|froxlor|cloudpanel|virtualmin|webmin|hestia(cp)?|vesta(cp)?|cyberpanel|runcloud|forge|nix|rudder|bcfg2|confd|consul-template)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Order = new(
        @"do\s+not\s+(edit|modify|change|touch)|don'?t\s+(edit|modify)|(changes|modifications|edits)\s+(\w+\s+){0,4}(will|would)\s+be\s+(lost|overwritten)|this file (is|was) (auto(matically)?[ -]?generated|generated automatically)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly (string Place, string Manager)[] Places =
    [
        ("/etc/nginx/plesk.conf.d/", "Plesk"),
        ("/var/www/vhosts/system/", "Plesk"),
        ("/opt/plesk/", "Plesk"),
        ("/var/cpanel/", "cPanel"),
        ("/opt/cpanel/", "cPanel"),
        ("/etc/nginx/conf.d/users/", "cPanel"),
        ("/etc/cpanel/", "cPanel"),
        ("/nix/store/", "Nix"),
        ("/gnu/store/", "Guix"),
    ];

    /// <summary>Who or what manages a file, in words: "it says 'Ansible managed' in line 1"; null when nothing does.</summary>
    /// <param name="path">The full path, all links resolved.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="workTree">The git work tree that it lies in, or null.</param>
    public static string? ReasonOf(string path, ReadOnlySpan<byte> content, string? workTree)
    {
        foreach ((string place, string manager) in Places)
        {
            if (path.StartsWith(place, StringComparison.Ordinal))
            {
                return $"{manager} writes the files of that directory";
            }
        }

        if (MarkerIn(content) is { } marker)
        {
            return marker;
        }

        return workTree is null ? null : $"it lies in the git work tree '{SafeText.Escape(workTree)}', from which it may be written again";
    }

    /// <summary>Why nobody can write a file, in words; null when it can be written.</summary>
    public static string? ProtectionOf(FileFlags flags) => flags switch
    {
        _ when (flags & FileFlags.Immutable) != 0 => "it was made immutable (chattr +i)",
        _ when (flags & FileFlags.AppendOnly) != 0 => "it may only be added to (chattr +a)",
        _ => null,
    };

    private static string? MarkerIn(ReadOnlySpan<byte> content)
    {
        int number = 0;
        foreach (Range range in Lines(content))
        {
            number++;
            ReadOnlySpan<byte> line = content[range].TrimStart(" \t"u8);
            if (line.IsEmpty || line[0] is not ((byte)'#' or (byte)';'))
            {
                continue;
            }

            string text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, MarkerBytes)]);
            Match match = Manager.Match(text);
            match = match.Success || number > HeadLines ? match : Order.Match(text);
            if (match.Success)
            {
                return $"it says '{SafeText.Escape(match.Value)}' in line {number}";
            }
        }

        return null;
    }

    private static List<Range> Lines(ReadOnlySpan<byte> content)
    {
        var lines = new List<Range>();
        for (int start = 0; start < content.Length;)
        {
            int length = content[start..].IndexOf((byte)'\n');
            int end = length < 0 ? content.Length : start + length;
            lines.Add(start..end);
            start = end + 1;
        }

        return lines;
    }
}
