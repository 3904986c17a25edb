using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Removes the probes that a run left below <c>/run</c> which was killed: they have expired and answer nobody.</summary>
internal static class ProbeLeftovers
{
    /// <summary>Removes what is ours by name and owner, and older than a probe lives. Gives the paths of the directories.</summary>
    /// <param name="calls">The system calls.</param>
    /// <param name="place">The directory.</param>
    /// <param name="now">The time, UTC.</param>
    public static IReadOnlyList<string> Clean(IFileCalls calls, string place, DateTime now)
    {
        var removed = new List<string>();
        try
        {
            using PathWalk walk = PathWalk.ToDirectory(calls, place, makesMissing: false);
            using SafeFileHandle parent = walk.Open();
            if (calls.Names(parent, out IReadOnlyList<string> names) != 0)
            {
                return removed;
            }

            foreach (string name in names.Where(name => PhpProbe.IsOurs(name, PhpProbe.Prefix, hasExtension: false) && Empty(calls, parent, name, now)))
            {
                if (calls.RemoveDirectory(parent, name) == 0)
                {
                    removed.Add(SafeText.Escape($"{walk.ReachedPath.TrimEnd('/')}/{name}"));
                }
            }
        }
        catch (ChangeException)
        {
            // What cannot be looked at is left as it is.
        }

        return removed;
    }

    private static bool Empty(IFileCalls calls, SafeFileHandle parent, string name, DateTime now)
    {
        int error = calls.OpenDirectory(parent, name, out SafeFileHandle directory);
        using (directory)
        {
            if (error != 0 || calls.Status(directory, out FileStatus status) != 0 || status.OwnerId != FileCalls.UserId || now - status.LastWriteTime <= PhpProbe.Lifetime
                || calls.Names(directory, out IReadOnlyList<string> files) != 0 || !files.All(file => PhpProbe.IsOurs(file, string.Empty, hasExtension: true)))
            {
                return false;
            }

            return files.All(file => calls.Remove(directory, file) == 0);
        }
    }
}
