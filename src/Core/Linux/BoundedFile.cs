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

        // A large one is neither cleared before it is read nor copied after: each page that is touched costs more than its bytes.
        byte[] content = GC.AllocateUninitializedArray<byte>(told > 0 ? (int)told : FirstBytes);
        Span<byte> further = stackalloc byte[1];
        int length = 0;
        while (true)
        {
            bool isFull = length == content.Length;
            int read = RandomAccess.Read(handle, isFull ? further : content.AsSpan(length), length);
            if (read == 0)
            {
                return length == content.Length ? content : content[..length];
            }

            if (length + read > limit)
            {
                return null;
            }

            if (isFull)
            {
                Array.Resize(ref content, (int)Math.Min(content.Length * 2L, limit));
                content[length] = further[0];
            }

            length += read;
        }
    }

    /// <summary>The content up to a limit: of a long file the beginning is better than nothing.</summary>
    /// <exception cref="IOException">The kernel cannot read it.</exception>
    public static byte[] ReadBeginning(SafeFileHandle handle, int limit)
    {
        byte[] content = new byte[limit];
        int length = 0;
        while (length < content.Length && RandomAccess.Read(handle, content.AsSpan(length), length) is > 0 and var read)
        {
            length += read;
        }

        return content[..length];
    }
}
