using Nginx502.Linux;

namespace Nginx502.Logs;

/// <summary>A log and what was rotated away from it in the same directory.</summary>
public static class RotatedSet
{
    /// <summary>
    /// The full paths of a log and its rotated siblings in the order of time, oldest first, the log itself last. Only the log
    /// when it has none or its directory may not be listed; without the log while it is missing and has siblings, as during a rotation.
    /// </summary>
    /// <param name="path">The current log.</param>
    public static IReadOnlyList<string> Find(string path) => Find(path, new DirectoryNames(FileTree.Host));

    /// <summary>What <see cref="Find(string)"/> gives for each of several logs; each directory is listed once.</summary>
    /// <param name="paths">The current logs.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> FindAll(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var names = new DirectoryNames(FileTree.Host);
        return paths.ToDictionary(path => path, path => (IReadOnlyList<string>)Find(path, names), StringComparer.Ordinal);
    }

    /// <summary>What <see cref="Find(string)"/> gives for a log of any tree.</summary>
    /// <param name="path">The current log, as seen from the root of the tree.</param>
    /// <param name="names">The names in its directory.</param>
    internal static IReadOnlyList<string> Find(string path, DirectoryNames names)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(path);
        List<Sibling> siblings = Siblings(full, names);
        RemoveUnfinishedCopies(siblings);

        // Numbers and dates in one directory come from a changed configuration: the scheme that was written to last is the newer one.
        List<string> ordered = siblings
            .GroupBy(sibling => sibling.Name.IsDated)
            .OrderBy(scheme => scheme.Max(sibling => sibling.LastWrite))
            .SelectMany(scheme => scheme
                .OrderBy(sibling => sibling.Name.Order)
                .ThenBy(sibling => sibling.LastWrite)
                .ThenBy(sibling => sibling.Path, StringComparer.Ordinal))
            .Select(sibling => sibling.Path)
            .ToList();
        if (ordered.Count == 0 || names.Files.TryReadStatus(full, out _))
        {
            ordered.Add(full);
        }

        return ordered;
    }

    private static List<Sibling> Siblings(string path, DirectoryNames names)
    {
        string directory = Path.GetDirectoryName(path) ?? "/";
        string current = Path.GetFileName(path);
        var siblings = new List<Sibling>();
        foreach (string name in names.StartingWith(directory, RotatedName.CommonStart(current)))
        {
            if (RotatedName.TryParse(current, name, out RotatedName rotated))
            {
                string sibling = Path.Combine(directory, name);
                bool isSeen = names.Files.TryReadStatus(sibling, out FileStatus status);
                if (!isSeen || status.Kind != FileKind.Directory)
                {
                    siblings.Add(new Sibling(sibling, rotated, isSeen ? status.LastWriteTime : default));
                }
            }
        }

        return siblings;
    }

    // While a file is being packed, and until it is removed then, both are there: the packed one is not older than its origin.
    private static void RemoveUnfinishedCopies(List<Sibling> siblings)
    {
        List<Sibling> plain = siblings.FindAll(sibling => !sibling.Name.IsPacked);
        siblings.RemoveAll(packed => packed.Name.IsPacked && plain.Exists(origin =>
            origin.Name == packed.Name with { IsPacked = false } && origin.LastWrite <= packed.LastWrite));
    }

    private readonly record struct Sibling(string Path, RotatedName Name, DateTime LastWrite);
}
