using Nginx502.Linux;
using Nginx502.Logs;

namespace Nginx502.Inspection;

/// <summary>What lies beside logs, each directory of each tree listed once however many logs are in it. Several may ask at once.</summary>
internal sealed class LogDirectories
{
    private readonly Dictionary<string, DirectoryNames> _trees = new(StringComparer.Ordinal);
    private readonly object _lock = new();

    /// <summary>A log and what was rotated away from it, oldest first.</summary>
    /// <param name="files">The tree.</param>
    /// <param name="path">The full path of the log, as seen from its root.</param>
    public IReadOnlyList<string> RotatedOf(FileTree files, string path)
    {
        lock (_lock)
        {
            if (!_trees.TryGetValue(files.RootPath, out DirectoryNames? names))
            {
                _trees[files.RootPath] = names = new DirectoryNames(files);
            }

            return RotatedSet.Find(path, names);
        }
    }
}
