using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Nginx502.Lab;

/// <summary>The few calls of the C library that .NET has no method for.</summary>
public static class UnixCall
{
    /// <summary>Sends a signal; false when the process is gone.</summary>
    public static bool TrySignal(int processId, UnixSignal signal)
    {
        if (Kill(processId, (int)signal) == 0)
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? false : throw new Win32Exception(error, $"kill({processId}, {signal})");
    }

    /// <summary>Gives a file to a user and group. Only root can.</summary>
    public static void ChangeOwner(string path, LabUser owner)
    {
        if (Chown(path, owner.UserId, owner.GroupId) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"chown {owner.Name} {path}");
        }
    }

    private const int NoSuchProcess = 3;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int processId, int signal);

    [DllImport("libc", EntryPoint = "chown", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Chown(string path, uint userId, uint groupId);
}
