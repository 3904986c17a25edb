using System.Runtime.InteropServices;

namespace Nginx502.Linux;

/// <summary>The lines that the kernel keeps in its memory (man 2 syslog, SYSLOG_ACTION_READ_ALL): the last ones, since the boot at most.</summary>
internal static class KernelRing
{
    private const int ReadAll = 3;
    private const int SizeOfBuffer = 10;
    private const int LargestBuffer = 16 * 1024 * 1024;

    /// <summary>The lines, the oldest first; null where the kernel does not give them to this process.</summary>
    public static IReadOnlyList<string>? Read()
    {
        int size = KernelLog(SizeOfBuffer, null, 0);
        if (size <= 0)
        {
            return null;
        }

        byte[] buffer = new byte[Math.Min(size, LargestBuffer)];
        int length = KernelLog(ReadAll, buffer, buffer.Length);
        return length < 0 ? null : System.Text.Encoding.UTF8.GetString(buffer, 0, length).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [DllImport("libc", EntryPoint = "klogctl", SetLastError = true)]
    private static extern int KernelLog(int action, byte[]? buffer, int length);
}
