using Microsoft.Win32.SafeHandles;

namespace Nginx502.Logs;

/// <summary>A log file, open for reading by handle.</summary>
public sealed class LogFile : IDisposable
{
    private LogFile(string path, SafeFileHandle handle, LogCompression compression)
    {
        Path = path;
        Handle = handle;
        Compression = compression;
    }

    /// <summary>The full path by which it was opened.</summary>
    public string Path { get; }

    /// <summary>The open handle; positioned reads only.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>How it is packed.</summary>
    public LogCompression Compression { get; }

    /// <summary>The length in bytes now, packed if it is packed.</summary>
    public long Length => RandomAccess.GetLength(Handle);

    /// <summary>When it was last written, local time.</summary>
    public DateTime LastWriteTime => File.GetLastWriteTime(Handle);

    /// <summary>Opens a log.</summary>
    public static LogFile Open(string path)
    {
        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return new LogFile(path, handle, LogCompression.None);
    }

    /// <summary>The unpacked content from its beginning.</summary>
    public Stream OpenContent() => new FileStream(Handle, FileAccess.Read);

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();
}
