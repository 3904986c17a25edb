namespace Nginx502.Linux;

/// <summary>Which sources the system's resolver asks for host names, in order (man 5 nsswitch.conf).</summary>
internal static class NameServiceOrder
{
    /// <summary>Where it is written.</summary>
    public const string Path = "/etc/nsswitch.conf";

    // glibc since 2.34, and what systems without the file do.
    private static readonly string[] BuiltIn = ["files", "dns"];

    /// <summary>The sources of the line <c>hosts:</c>, with what is done on their answers: <c>files</c>, <c>resolve [!UNAVAIL=return]</c>.</summary>
    /// <param name="text">The file; null when there is none.</param>
    public static IReadOnlyList<string> Parse(string? text)
    {
        string? line = (text ?? string.Empty).Split('\n')
            .Select(line => line.Split('#')[0].Trim())
            .FirstOrDefault(line => line.StartsWith("hosts:", StringComparison.Ordinal));
        if (line is null)
        {
            return BuiltIn;
        }

        var sources = new List<string>();
        foreach (string word in line["hosts:".Length..].Replace("[", " [", StringComparison.Ordinal).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            // An action may hold blanks: it goes on until its bracket.
            if (sources.Count > 0 && (word.StartsWith('[') || (sources[^1].Contains('[', StringComparison.Ordinal) && !sources[^1].EndsWith(']'))))
            {
                sources[^1] += " " + word;
            }
            else
            {
                sources.Add(word);
            }
        }

        return sources.Count == 0 ? BuiltIn : sources;
    }

    /// <summary>True when the hosts file is asked before any name server.</summary>
    public static bool HasHostsFirst(IReadOnlyList<string> order)
    {
        int files = IndexOf(order, "files");
        return files >= 0 && (AsksNameServers(order, out int first) ? files < first : true);
    }

    /// <summary>True when name servers are asked.</summary>
    public static bool AsksNameServers(IReadOnlyList<string> order) => AsksNameServers(order, out _);

    private static bool AsksNameServers(IReadOnlyList<string> order, out int first)
    {
        int dns = IndexOf(order, "dns");
        int resolve = IndexOf(order, "resolve");
        first = dns < 0 ? resolve : resolve < 0 ? dns : Math.Min(dns, resolve);
        return first >= 0;
    }

    private static int IndexOf(IReadOnlyList<string> order, string source)
    {
        for (int index = 0; index < order.Count; index++)
        {
            if (order[index] == source || order[index].StartsWith(source + " ", StringComparison.Ordinal))
            {
                return index;
            }
        }

        return -1;
    }
}
