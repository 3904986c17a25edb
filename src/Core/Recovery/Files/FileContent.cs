using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>The bytes of files, read by handle.</summary>
internal static class FileContent
{
    /// <summary>The largest file that is read or changed here.</summary>
    public const int MaximumBytes = 16 * 1024 * 1024;

    private const int PieceBytes = 64 * 1024;

    /// <summary>All bytes of an open file.</summary>
    /// <exception cref="ChangeException">It cannot be read, or is too large.</exception>
    public static byte[] Read(IFileCalls calls, SafeFileHandle file, string path)
    {
        using var content = new MemoryStream();
        byte[] piece = new byte[PieceBytes];
        while (true)
        {
            CallFailures.Require(calls.Read(file, piece, content.Length, out int count), "be read", path);
            if (count == 0)
            {
                return content.ToArray();
            }

            content.Write(piece, 0, count);
            if (content.Length > MaximumBytes)
            {
                throw new ChangeException(new ChangeFailure(
                    ChangeFailureReason.NotRegularFile, path, $"'{SafeText.Escape(path)}' is larger than 16 MB.", "Change it by hand: no configuration is that large."));
            }
        }
    }

    /// <summary>All bytes of a file in a directory; null when there is no such name.</summary>
    /// <exception cref="ChangeException">It cannot be read.</exception>
    public static byte[]? Read(IFileCalls calls, SafeFileHandle directory, string name, string path)
    {
        int error = calls.OpenFile(directory, name, FileUse.Read, out SafeFileHandle file);
        using (file)
        {
            if (error == FileError.NoSuchFile)
            {
                return null;
            }

            CallFailures.Require(error, "be opened", path);
            return Read(calls, file, path);
        }
    }

    /// <summary>Makes a file in a directory, readable by its owner alone, and waits until it is on the disk.</summary>
    public static void WriteNew(IFileCalls calls, SafeFileHandle directory, string name, ReadOnlySpan<byte> content, string path)
    {
        CallFailures.Require(calls.OpenFile(directory, name, FileUse.CreateNew, out SafeFileHandle file), "be made", path);
        using (file)
        {
            CallFailures.Require(calls.Write(file, content), "be written", path);
            CallFailures.Require(calls.Synchronise(file), "be written", path);
        }
    }

    /// <summary>What identifies bytes: their SHA-256 in hexadecimal digits.</summary>
    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant();
}
