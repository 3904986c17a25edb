using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>What is left in memory where no monitor is any more: the locks of recoveries, and a suspension that is over.</summary>
internal static class RuntimeRemains
{
    /// <summary>Takes away what nobody needs, and the directories that are empty then. The locks of a run that goes on stay, and so does a suspension that lasts.</summary>
    /// <param name="calls">The system calls.</param>
    /// <param name="runtimePath">The directory of what a reboot may take.</param>
    public static void Discard(IFileCalls calls, string runtimePath)
    {
        try
        {
            var suspension = new SuspensionFile(calls, runtimePath);
            if (suspension.Read(DateTime.Now) is null)
            {
                _ = suspension.Remove();
            }

            using (SafeFileHandle? directory = OwnDirectory.OpenToRead(calls, Path.Combine(runtimePath, RunFile.FolderName)))
            {
                if (directory is null)
                {
                    return;
                }

                StateLock.Discard(calls, directory, StateLock.Name);
                StateLock.Discard(calls, directory, NotificationStateFile.LockName);
            }

            RemoveEmpty(calls, Path.Combine(runtimePath, RunFile.FolderName));
            RemoveEmpty(calls, runtimePath);
        }
        catch (ChangeException)
        {
            // They hurt nobody, and a reboot takes them.
        }
    }

    private static void RemoveEmpty(IFileCalls calls, string path)
    {
        using SafeFileHandle? parent = OwnDirectory.OpenToRead(calls, Path.GetDirectoryName(path)!);
        if (parent is not null)
        {
            _ = calls.RemoveDirectory(parent, Path.GetFileName(path));
        }
    }
}
