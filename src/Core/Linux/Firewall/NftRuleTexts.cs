using System.Globalization;

namespace Nginx502.Linux;

/// <summary>The rules as <c>nft -a list ruleset</c> writes them, for people: its JSON has no such text. A rule keeps its handle for ever, so both listings need not be of one moment.</summary>
internal sealed class NftRuleTexts
{
    private const string HandleMark = " # handle ";

    private readonly Dictionary<(string Family, string Table, long Handle), string> _texts = [];

    /// <summary>None.</summary>
    public static NftRuleTexts Empty { get; } = new();

    /// <summary>Reads a listing.</summary>
    public static NftRuleTexts Parse(string listing)
    {
        var texts = new NftRuleTexts();
        (string Family, string Table) table = (string.Empty, string.Empty);
        bool isInChain = false;
        foreach (string line in listing.Split('\n'))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line.StartsWith("table ", StringComparison.Ordinal) && words.Length > 2)
            {
                table = (words[1], words[2]);
            }
            else if (words.Length > 0 && words[0].Trim('\t') is "chain" or "set" or "map" or "}")
            {
                isInChain = words[0].Trim('\t') == "chain";
            }
            else if (isInChain && line.LastIndexOf(HandleMark, StringComparison.Ordinal) is int at && at > 0
                && long.TryParse(line.AsSpan(at + HandleMark.Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long handle))
            {
                texts._texts[(table.Family, table.Table, handle)] = SafeText.Escape(line[..at].Trim());
            }
        }

        return texts;
    }

    /// <summary>The text of a rule; null when it is not in the listing.</summary>
    public string? Find(string family, string table, long? handle) => handle is { } number ? _texts.GetValueOrDefault((family, table, number)) : null;
}
