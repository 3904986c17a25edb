using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Finds the files that are other ones than a program has read: written since, or put in their places since.</summary>
internal static class ChangedFiles
{
    // A process starts a moment after its files were read, and /proc counts in hundredths of a second from a boot that is known to the second.
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(2);

    /// <summary>The files that changed, the last change first.</summary>
    /// <param name="files">The tree.</param>
    /// <param name="paths">The files of the configuration.</param>
    /// <param name="loadedAt">When it was read, local.</param>
    public static ChangedFile[] Since(FileTree files, IEnumerable<string> paths, DateTime loadedAt)
    {
        DateTime limit = loadedAt.ToUniversalTime() + Doubt;
        var changed = new List<ChangedFile>();
        foreach (string path in paths.Where(path => path.StartsWith('/')))
        {
            if (files.TryReadStatus(path, out FileStatus status)
                && new[] { status.LastWriteTime, status.BirthTime ?? DateTime.MinValue }.Max() is var time && time > limit)
            {
                changed.Add(new ChangedFile(SafeText.Escape(path), time.ToLocalTime()));
            }
        }

        return [.. changed.OrderByDescending(file => file.Time)];
    }
}
