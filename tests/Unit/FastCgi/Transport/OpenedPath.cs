using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.UnitTests.FastCgi.Transport;

/// <summary>Holds a file by its path alone (man 2 open, O_PATH).</summary>
internal static class OpenedPath
{
    private const int PathOnly = 0x200000;

    public static SafeFileHandle Open(string path) => OpenFile(path, PathOnly);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern SafeFileHandle OpenFile([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
