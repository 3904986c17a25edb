using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using Microsoft.Win32.SafeHandles;
using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.Logs;

/// <summary>
/// A log file, open for reading by handle. Logs lie where others may write: what is opened is a regular file, reached by
/// no link that could have been laid for root (docs/design/safety.md, rule 4).
/// </summary>
public sealed class LogFile : IDisposable
{
    private readonly long? _end;

    private LogFile(LogFile whole, long end)
        : this(whole.Path, whole.Handle, whole.Compression) => (_end, WriterZone) = (end, whole.WriterZone);

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

    /// <summary>How it is packed, by its first bytes.</summary>
    public LogCompression Compression { get; }

    /// <summary>True once the content was read to where a packed file was cut or damaged: what came before was given.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>The length in bytes now, packed if it is packed.</summary>
    public long Length => _end ?? RandomAccess.GetLength(Handle);

    /// <summary>When it was last written, local time.</summary>
    public DateTime LastWriteTime => File.GetLastWriteTime(Handle);

    /// <summary>When the file was made, local time; null when the file system does not tell.</summary>
    public DateTime? BirthTime => FileStatus.TryRead(Handle, out FileStatus status) ? status.BirthTime?.ToLocalTime() : null;

    /// <summary>The time zone of the program that writes it; null where that is not known. Tells the zone of times where nothing in the log does.</summary>
    public TimeZoneInfo? WriterZone { get; set; }

    /// <summary>Opens a log.</summary>
    /// <param name="path">A full path, or one relative to the process's directory.</param>
    /// <exception cref="LogFileException">It cannot or must not be opened.</exception>
    public static LogFile Open(string path) => Open(path, Environment.IsPrivilegedProcess);

    /// <summary>Opens a log of a tree: a copy of a server, or the files as a container has them.</summary>
    /// <param name="files">The tree.</param>
    /// <param name="path">The full path, as seen from its root.</param>
    /// <exception cref="LogFileException">It cannot or must not be opened.</exception>
    public static LogFile Open(FileTree files, string path)
    {
        ArgumentNullException.ThrowIfNull(files);
        return TryOpen(path, files.Open(path), out LogFile? file, out LogFileException? failure) ? file : throw failure;
    }

    /// <summary>
    /// The log as far as its lines are complete now, whatever is written later. It shares the handle, and closing it leaves
    /// the log open. A packed log is as long as it is.
    /// </summary>
    public LogFile ToLastCompleteLine()
    {
        if (Compression != LogCompression.None)
        {
            return new LogFile(this, Length);
        }

        byte[] block = new byte[RecordLimits.MaxRecordBytes];
        long end = Length;
        while (end > 0)
        {
            long from = Math.Max(0, end - block.Length);
            int read = RandomAccess.Read(Handle, block.AsSpan(0, (int)(end - from)), from);
            int lineEnd = block.AsSpan(0, read).LastIndexOf((byte)'\n');
            if (lineEnd >= 0)
            {
                return new LogFile(this, from + lineEnd + 1);
            }

            end = from;
        }

        return new LogFile(this, 0);
    }

    /// <summary>The unpacked content from its beginning. Closing it leaves the log open.</summary>
    public Stream OpenContent() => Compression switch
    {
        LogCompression.Gzip => OpenGzip(),
        LogCompression.Zstandard => new UnpackedStream(PrivateLibraries.Zstandard.OpenRead(new HandleStream(Handle)), _ => true, NoteCutShort),
        _ => new HandleStream(Handle),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_end is null)
        {
            Handle.Dispose();
        }
    }

    internal static LogFile Open(string path, bool isRoot) =>
        TryOpen(path, isRoot, out LogFile? file, out LogFileException? failure) ? file : throw failure;

    internal static bool TryOpen(string path, [NotNullWhen(true)] out LogFile? file, [NotNullWhen(false)] out LogFileException? failure) =>
        TryOpen(path, Environment.IsPrivilegedProcess, out file, out failure);

    internal static bool TryOpen(FileTree files, string path, [NotNullWhen(true)] out LogFile? file, [NotNullWhen(false)] out LogFileException? failure) =>
        files.IsHost ? TryOpen(path, out file, out failure) : TryOpen(path, files.Open(path), out file, out failure);

    private static bool TryOpen(string path, bool isRoot, [NotNullWhen(true)] out LogFile? file, [NotNullWhen(false)] out LogFileException? failure)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);

        // A name with NUL is left to the opening, which says that there is no such file.
        string full = path.Contains('\0', StringComparison.Ordinal) ? path : System.IO.Path.GetFullPath(path);
        return TryOpen(full, FileOpening.Open(full, isRoot), out file, out failure);
    }

    private static bool TryOpen(string full, FileOpening opening, [NotNullWhen(true)] out LogFile? file, [NotNullWhen(false)] out LogFileException? failure)
    {
        file = null;
        if (opening.Handle is not { } handle)
        {
            failure = LogFileFailures.Explain(full, opening);
            return false;
        }

        LogCompression compression;
        string? unknownProgram;
        try
        {
            Span<byte> start = stackalloc byte[PackingMagic.Length];
            compression = PackingMagic.Detect(start[..RandomAccess.Read(handle, start, 0)], out unknownProgram);
        }
        catch
        {
            handle.Dispose();
            throw;
        }

        if (unknownProgram is not null)
        {
            handle.Dispose();
            failure = LogFileFailures.UnknownPacking(full, unknownProgram);
            return false;
        }

        failure = null;
        file = new LogFile(full, handle, compression);
        return true;
    }

    private UnpackedStream OpenGzip()
    {
        var packed = new GzipLengths(Handle);
        return new UnpackedStream(new GZipStream(packed, CompressionMode.Decompress), length => packed.Total == (uint)length, NoteCutShort);
    }

    private void NoteCutShort() => IsCutShort = true;
}
