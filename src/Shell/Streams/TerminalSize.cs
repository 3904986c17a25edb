using System.Runtime.InteropServices;

namespace Nginx502.Shell.Streams;

/// <summary>
/// The width of a terminal, asked of the kernel. Console would ask it too, but sets the terminal up for reading keys
/// first, which writes to it.
/// </summary>
internal static partial class TerminalSize
{
    // Linux: asm-generic/ioctls.h.
    private const nuint GetWindowSize = 0x5413;

    /// <summary>The columns of the terminal behind a descriptor; null when it is none, or does not know.</summary>
    public static int? Columns(int descriptor) =>
        Control(descriptor, GetWindowSize, out WindowSize size) == 0 && size.Columns > 0 ? size.Columns : null;

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request, out WindowSize size);

    /// <summary>struct winsize of ioctl_tty(2).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort PixelWidth;
        public ushort PixelHeight;
    }
}
