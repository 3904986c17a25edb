using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>The locks of recoveries: empty files that a reboot takes.</summary>
internal static class RuntimeLocks
{
    /// <summary>Takes away those that nobody has, and the directories that are empty then. What a run that goes on needs stays, and so does what is no lock.</summary>
    /// <param name="calls">The system calls.</param>
    /// <param name="runtimePath">The directory of what a reboot may take.</param>
    public static void Discard(IFileCalls calls, string runtimePath)
    {
        try
        {
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
