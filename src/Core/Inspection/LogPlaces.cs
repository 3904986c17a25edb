using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Looks at the places where logs may be.</summary>
/// <param name="files">The files of the machine.</param>
internal sealed class LogPlaces(FileTree files)
{
    /// <summary>What is at a path.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="isStream">True when it leads to a stream of the process, as in the official container images.</param>
    public LogPresence PresenceOf(string path, out bool isStream)
    {
        FileOpening opening = Look(path);
        isStream = opening.Failure is FileOpeningFailure.ProcessStream;
        return opening.Handle is not null ? LogPresence.Readable
            : opening.Failure is FileOpeningFailure.NotFound ? LogPresence.Missing
            : LogPresence.NotReadable;
    }

    /// <summary>
    /// True when a process has the log of a path open; null when that cannot be told, as the log is not readable. The kernel
    /// shows where a link leads, so links are seen through.
    /// </summary>
    /// <param name="path">The full path.</param>
    /// <param name="open">What the process has open.</param>
    public bool? IsOpen(string path, IReadOnlyList<string> open)
    {
        FileOpening opening = Look(path);
        return open.Contains(path) ? true
            : opening.Handle is null ? null
            : open.Contains(opening.ReachedPath);
    }

    /// <summary>A presence in words.</summary>
    public static string Say(LogPresence presence) => presence switch
    {
        LogPresence.Readable => "found",
        LogPresence.Missing => "not there",
        _ => "not readable",
    };

    private FileOpening Look(string path)
    {
        FileOpening opening = files.Open(path);
        opening.Handle?.Dispose();
        return opening;
    }
}
