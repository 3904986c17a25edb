using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>Reads an open file whole, up to a limit: files of /proc tell no length, and others may grow meanwhile.</summary>
internal static class BoundedFile
{
    private const int FirstBytes = 4096;

    /// <summary>The content; null when it is longer than the limit.</summary>
    /// <exception cref="IOException">The kernel cannot read it.</exception>
    public static byte[]? Read(SafeFileHandle handle, int limit)
    {
        long told = RandomAccess.GetLength(handle);
        if (told > limit)
        {
            return null;
        }

        // One byte more than it is long shows its end.
        byte[] content = new byte[Math.Max((int)told + 1, told == 0 ? FirstBytes : 0)];
        int length = 0;
        while (true)
        {
            int read = RandomAccess.Read(handle, content.AsSpan(length), length);
            length += read;
            if (read == 0 || length > limit)
            {
                break;
            }

            if (length == content.Length)
            {
                Array.Resize(ref content, Math.Min(content.Length * 2, limit + 1));
            }
        }

        return length > limit ? null : content[..length];
    }
}
