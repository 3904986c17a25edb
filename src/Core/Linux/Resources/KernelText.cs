using System.Globalization;
using System.Text;

namespace Nginx502.Linux;

/// <summary>The small texts in which the kernel tells numbers (man 5 proc), read without failing for what they hold.</summary>
internal static class KernelText
{
    private static readonly char[] Blanks = [' ', '\t', '\n'];

    /// <summary>A file of the kernel's; null where it is not there or may not be read.</summary>
    public static string? Read(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The numbers of a text, in order; what is none is left out.</summary>
    public static IReadOnlyList<long> Numbers(string? text) =>
    [
        .. (text ?? string.Empty).Split(Blanks, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : (long?)null)
            .OfType<long>(),
    ];

    /// <summary>The first number of a text; null when there is none.</summary>
    public static long? Number(string? text) => Numbers(text) is [var number, ..] ? number : null;

    /// <summary>Lines of a name and a number, as <c>vmstat</c> has them and <c>meminfo</c>, there with a colon behind the name.</summary>
    public static IReadOnlyDictionary<string, long> Named(string? text)
    {
        var named = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (string line in (text ?? string.Empty).Split('\n'))
        {
            string[] words = line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length >= 2 && long.TryParse(words[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
            {
                named.TryAdd(words[0].TrimEnd(':'), number);
            }
        }

        return named;
    }

    /// <summary>
    /// A table of counters as <c>/proc/net/netstat</c> and <c>/proc/net/snmp</c> have them: a line of names and, behind the same word, a line of
    /// numbers.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="table">The word that both lines begin with: <c>TcpExt</c>.</param>
    public static IReadOnlyDictionary<string, long> Counters(string? text, string table)
    {
        string[][] lines =
        [
            .. (text ?? string.Empty).Split('\n')
                .Where(line => line.StartsWith(table + ":", StringComparison.Ordinal))
                .Select(line => line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries)),
        ];
        var counters = new Dictionary<string, long>(StringComparer.Ordinal);
        for (int at = 1; lines.Length >= 2 && at < Math.Min(lines[0].Length, lines[1].Length); at++)
        {
            if (long.TryParse(lines[1][at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
            {
                counters.TryAdd(lines[0][at], number);
            }
        }

        return counters;
    }

    /// <summary>A number behind a name in a line of <c>/proc/net/sockstat</c>: <c>TCP: inuse 5 orphan 0 tw 2 alloc 7 mem 1</c>.</summary>
    public static long? SocketStatistic(string? text, string family, string name)
    {
        string[] words = (text ?? string.Empty).Split('\n').FirstOrDefault(line => line.StartsWith(family + ":", StringComparison.Ordinal))?.Split(Blanks, StringSplitOptions.RemoveEmptyEntries) ?? [];
        int at = Array.IndexOf(words, name);
        return at > 0 && at + 1 < words.Length && long.TryParse(words[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
    }

    /// <summary>How many of the ports of a list as <c>8080,9000-9010</c> lie in a range, its ends among it.</summary>
    public static int PortsWithin(string? list, int first, int last)
    {
        int count = 0;
        foreach (string part in (list ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] ends = part.Split('-', 2);
            if (int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int from)
                && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int to))
            {
                count += Math.Max(0, Math.Min(last, to) - Math.Max(first, from) + 1);
            }
        }

        return count;
    }
}
