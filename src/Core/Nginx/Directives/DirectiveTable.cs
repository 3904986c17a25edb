using System.Globalization;
using System.Text;

namespace Nginx502.Nginx;

/// <summary>The directives of nginx's own modules, found by the bytes of a configuration.</summary>
internal static class DirectiveTable
{
    private const string Resource = "Nginx502.Nginx.Directives.directives.tsv";

    private static readonly Dictionary<string, DirectiveContexts> ContextNames = new(StringComparer.Ordinal)
    {
        ["main"] = DirectiveContexts.Main,
        ["events"] = DirectiveContexts.Events,
        ["http"] = DirectiveContexts.Http,
        ["server"] = DirectiveContexts.Server,
        ["location"] = DirectiveContexts.Location,
        ["upstream"] = DirectiveContexts.Upstream,
        ["server-if"] = DirectiveContexts.ServerIf,
        ["location-if"] = DirectiveContexts.LocationIf,
        ["limit_except"] = DirectiveContexts.LimitExcept,
        ["stream"] = DirectiveContexts.Stream,
        ["stream-server"] = DirectiveContexts.StreamServer,
        ["stream-upstream"] = DirectiveContexts.StreamUpstream,
        ["mail"] = DirectiveContexts.Mail,
        ["mail-server"] = DirectiveContexts.MailServer,
        ["any"] = DirectiveContexts.Any,
    };

    private static readonly DirectiveName[] AllNames = ReadNames();

    // Twice as many buckets as names, a power of two: most names lie alone.
    private static readonly DirectiveName[][] Buckets = Sort(AllNames, bucketCount: 2048);

    /// <summary>The name of <c>include</c>.</summary>
    public static DirectiveName Include { get; } = Get("include");

    /// <summary>All names.</summary>
    public static IReadOnlyList<DirectiveName> Names => AllNames;

    /// <summary>The name that bytes spell; null when nginx's own modules have none of it.</summary>
    public static DirectiveName? Find(ReadOnlySpan<byte> name)
    {
        foreach (DirectiveName known in Buckets[Hash(name) & (Buckets.Length - 1)])
        {
            if (known.Bytes.SequenceEqual(name))
            {
                return known;
            }
        }

        return null;
    }

    /// <summary>A name of nginx's own modules.</summary>
    /// <exception cref="ArgumentException">They have none of it.</exception>
    public static DirectiveName Get(string name) =>
        Find(Encoding.ASCII.GetBytes(name)) ?? throw new ArgumentException($"nginx has no directive {name}.", nameof(name));

    // FNV-1a: names are short, and differ at any place.
    private static int Hash(ReadOnlySpan<byte> name)
    {
        uint hash = 2_166_136_261;
        foreach (byte letter in name)
        {
            hash = (hash ^ letter) * 16_777_619;
        }

        return (int)(hash ^ hash >> 16);
    }

    private static DirectiveName[][] Sort(DirectiveName[] names, int bucketCount)
    {
        ILookup<int, DirectiveName> byBucket = names.ToLookup(name => Hash(name.Bytes) & (bucketCount - 1));
        return [.. Enumerable.Range(0, bucketCount).Select(bucket => byBucket[bucket].ToArray())];
    }

    private static DirectiveName[] ReadNames()
    {
        using Stream stream = typeof(DirectiveTable).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not built in.");
        using var reader = new StreamReader(stream);
        var definitions = new List<(string Name, DirectiveDefinition Definition)>();
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                definitions.Add(ReadLine(line.Split('\t')));
            }
        }

        return
        [
            .. definitions
                .GroupBy(entry => entry.Name, StringComparer.Ordinal)
                .Select(group => new DirectiveName(string.Intern(group.Key), [.. group.Select(entry => entry.Definition)])),
        ];
    }

    private static (string Name, DirectiveDefinition Definition) ReadLine(string[] fields)
    {
        DirectiveContexts contexts = DirectiveContexts.None;
        foreach (string context in fields[2].Split(','))
        {
            contexts |= ContextNames[context];
        }

        string counts = fields[3].TrimEnd('{');
        bool takesMore = counts.EndsWith('+');
        int countBits = takesMore ? 0xFF & (0xFF << (counts[0] - '0')) : counts.Aggregate(0, (bits, digit) => bits | 1 << (digit - '0'));
        DirectiveValueKind kind = fields[4] == "-" ? DirectiveValueKind.Own : Enum.Parse<DirectiveValueKind>(fields[4], ignoreCase: true);
        string[] bounds = kind == DirectiveValueKind.Number && fields[7] != "-" ? fields[7].Split("..") : ["", ""];
        return (fields[0], new DirectiveDefinition(
            fields[1],
            contexts,
            countBits,
            takesMore,
            fields[3].EndsWith('{'),
            kind,
            fields[5] == "once",
            Enum.Parse<DirectiveReleases>(fields[6], ignoreCase: true),
            kind is DirectiveValueKind.Enum or DirectiveValueKind.Mask ? fields[7].Split(' ') : [],
            Bound(bounds[0]),
            Bound(bounds[1])));
    }

    private static long? Bound(string text) => text.Length == 0 ? null : long.Parse(text, CultureInfo.InvariantCulture);
}
