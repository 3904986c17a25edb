using System.Text.RegularExpressions;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Finds pools that somebody put aside: in the directories of those that are read.</summary>
internal static class UnreadPools
{
    private const int MostFiles = 50;

    // A file of a pool has 20 kilobytes with all its comments.
    private const int LongestFile = 64 * 1024;

    private static readonly Regex Listen = new(@"^[ \t]*listen[ \t]*=[ \t]*[""']?(?<address>[^\s""';]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline);

    /// <summary>Finds them.</summary>
    /// <param name="files">Where the configuration is.</param>
    /// <param name="read">The files that are read, the main one first.</param>
    public static IEnumerable<UnreadPool> Find(FileTree files, IReadOnlyList<string> read)
    {
        HashSet<string> known = [.. read];
        IEnumerable<string> others = read.Skip(1).Select(Path.GetDirectoryName).OfType<string>().Distinct(StringComparer.Ordinal)
            .SelectMany(directory => files.Names(directory).Select(name => $"{directory}/{name}"))
            .Where(path => !known.Contains(path))
            .Take(MostFiles);
        foreach (string path in others)
        {
            if (files.TryReadStatus(path, out FileStatus status) && status is { Kind: FileKind.Regular, Length: > 0 and <= LongestFile } && files.ReadText(path, out _) is { } text
                && Listen.Match(text) is { Success: true } match && FpmEndpoint.TryParse(match.Groups["address"].Value, out FpmEndpoint? endpoint))
            {
                yield return new UnreadPool(SafeText.Escape(path), endpoint);
            }
        }
    }
}
