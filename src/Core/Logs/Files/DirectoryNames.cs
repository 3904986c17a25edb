using Nginx502.Linux;

namespace Nginx502.Logs;

/// <summary>The names in directories of a tree, each directory listed when it is first asked for, and once.</summary>
/// <param name="files">The tree.</param>
internal sealed class DirectoryNames(FileTree files)
{
    private readonly Dictionary<string, string[]> _sorted = new(StringComparer.Ordinal);

    /// <summary>The tree.</summary>
    public FileTree Files => files;

    /// <summary>The names in a directory that start so. None when it may not be listed: its files may still be readable by name.</summary>
    public IEnumerable<string> StartingWith(string directory, string start)
    {
        if (!_sorted.TryGetValue(directory, out string[]? names))
        {
            names = [.. files.Names(directory)];
            Array.Sort(names, StringComparer.Ordinal);
            _sorted.Add(directory, names);
        }

        int first = Array.BinarySearch(names, start, StringComparer.Ordinal);
        return names.Skip(first < 0 ? ~first : first).TakeWhile(name => name.StartsWith(start, StringComparison.Ordinal));
    }
}
