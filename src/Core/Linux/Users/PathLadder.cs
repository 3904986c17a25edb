using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>Everything that stands between a process and a path: each directory on the way, links followed, and what is at its end.</summary>
public static class PathLadder
{
    /// <summary>The steps from the root on, the last being what the path leads to; cut short where a name is not there.</summary>
    /// <param name="files">The files as the process sees them.</param>
    /// <param name="path">A full path in these.</param>
    /// <param name="failure">Why it was cut short; null when it was not.</param>
    public static IReadOnlyList<PathRung> Climb(FileTree files, string path, out FileOpeningFailure? failure)
    {
        ArgumentNullException.ThrowIfNull(files);
        FileOpening end = files.Locate(path);
        end.Handle?.Dispose();
        failure = end.Failure;
        var rungs = new List<PathRung>();
        string[] names = end.ReachedPath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int length = 0; length <= names.Length; length++)
        {
            string here = "/" + string.Join('/', names.Take(length));
            FileOpening found = files.Locate(here, followsLast: false);
            using SafeFileHandle? handle = found.Handle;
            if (handle is null || FileAccessRule.Of(handle) is not { } access)
            {
                failure ??= found.Failure ?? FileOpeningFailure.Other;
                break;
            }

            rungs.Add(new PathRung(here, found.Status.Kind, access) { RightsChangeTime = found.Status.RightsChangeTime });
        }

        return rungs;
    }
}
