namespace Nginx502.Logs;

/// <summary>The names of the files in directories, each listed when it is first asked for, and once.</summary>
internal sealed class DirectoryNames
{
    private readonly Dictionary<string, string[]> _sorted = new(StringComparer.Ordinal);

    /// <summary>The names in a directory that start so. None when it may not be listed: its files may still be readable by name.</summary>
    public IEnumerable<string> StartingWith(string directory, string start)
    {
        if (!_sorted.TryGetValue(directory, out string[]? names))
        {
            names = List(directory);
            _sorted.Add(directory, names);
        }

        int first = Array.BinarySearch(names, start, StringComparer.Ordinal);
        return names.Skip(first < 0 ? ~first : first).TakeWhile(name => name.StartsWith(start, StringComparison.Ordinal));
    }

    private static string[] List(string directory)
    {
        try
        {
            string[] names = [.. Directory.EnumerateFiles(directory).Select(path => Path.GetFileName(path))];
            Array.Sort(names, StringComparer.Ordinal);
            return names;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
