using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>
/// The memory of another process, to read (man 5 proc_pid_mem). The process goes on meanwhile, and whoever runs it chooses what is
/// there: lengths and addresses are bounded here, and nothing that is read is trusted beyond what that user may say.
/// </summary>
internal sealed class ProcessMemory : IDisposable
{
    // As the kernel: MAX_ARG_STRLEN of include/uapi/linux/binfmts.h.
    private const int LongestString = 128 * 1024;
    private const int MostStrings = 8192;
    private const int PointerSize = 8;
    private const int PageSize = 4096;
    private const int MostPages = 4096;

    private readonly SafeFileHandle _handle;

    // Pointers and strings lie close together: a call of the kernel for each would cost more than all else.
    private readonly Dictionary<ulong, byte[]> _pages = [];

    private ProcessMemory(SafeFileHandle handle, IReadOnlyList<MemoryRegion> regions) => (_handle, Regions) = (handle, regions);

    /// <summary>What is mapped where.</summary>
    public IReadOnlyList<MemoryRegion> Regions { get; }

    /// <summary>Opens a process's memory; null when this user may not read it, or the process has ended.</summary>
    public static ProcessMemory? Open(int processId)
    {
        string directory = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/");
        try
        {
            SafeFileHandle handle = File.OpenHandle(directory + "mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new ProcessMemory(handle, MemoryRegion.Parse(File.ReadAllText(directory + "maps")));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads as much as there is of one place, up to the buffer's length; 0 when this user may not read it, or the process has ended.</summary>
    public static int ReadAt(int processId, ulong address, Span<byte> buffer)
    {
        try
        {
            using SafeFileHandle handle = File.OpenHandle(ProcFile.PathOf(processId, "mem"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var memory = new ProcessMemory(handle, []);
            return memory.Read(address, buffer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>Reads as much as there is, up to the buffer's length.</summary>
    public int Read(ulong address, Span<byte> buffer)
    {
        if (address == 0 || address > long.MaxValue - (ulong)buffer.Length)
        {
            return 0;
        }

        try
        {
            int length = 0;
            while (length < buffer.Length)
            {
                int read = RandomAccess.Read(_handle, buffer[length..], (long)address + length);
                length += read;
                if (read <= 0)
                {
                    break;
                }
            }

            return length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>A pointer; null when nothing is mapped there.</summary>
    public ulong? ReadPointer(ulong address)
    {
        ReadOnlySpan<byte> bytes = RestOfPage(address);
        if (bytes.Length >= PointerSize)
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        }

        Span<byte> parted = stackalloc byte[PointerSize];
        return Read(address, parted) == PointerSize ? BinaryPrimitives.ReadUInt64LittleEndian(parted) : null;
    }

    /// <summary>A string up to its NUL; null when there is none of a sensible length.</summary>
    public string? ReadString(ulong address)
    {
        ReadOnlySpan<byte> first = RestOfPage(address);
        if (first.IndexOf((byte)0) is >= 0 and int end)
        {
            return FileNameText.Decode(first[..end]);
        }

        var bytes = new List<byte>();
        for (ReadOnlySpan<byte> page = first; !page.IsEmpty && bytes.Count < LongestString; page = RestOfPage(address + (ulong)bytes.Count))
        {
            int length = page.IndexOf((byte)0);
            bytes.AddRange(length < 0 ? page : page[..length]);
            if (length >= 0)
            {
                return FileNameText.Decode(CollectionsMarshal.AsSpan(bytes));
            }
        }

        return null;
    }

    /// <summary>The strings of an array of pointers that ends with NULL, as argv and environ are; null when it is none.</summary>
    public IReadOnlyList<string>? ReadStrings(ulong address)
    {
        var strings = new List<string>();
        while (strings.Count < MostStrings)
        {
            if (ReadPointer(address + ((ulong)strings.Count * PointerSize)) is not { } pointer)
            {
                return null;
            }

            if (pointer == 0)
            {
                return strings;
            }

            if (ReadString(pointer) is not { } text)
            {
                return null;
            }

            strings.Add(text);
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    // Up to the end of its page: the next one may not be there. Empty when this one is not.
    private ReadOnlySpan<byte> RestOfPage(ulong address)
    {
        ulong start = address & ~(ulong)(PageSize - 1);
        if (!_pages.TryGetValue(start, out byte[]? page))
        {
            page = new byte[PageSize];
            int length = Read(start, page);
            page = length == PageSize ? page : page[..length];
            if (_pages.Count >= MostPages)
            {
                _pages.Clear();
            }

            _pages.Add(start, page);
        }

        return page.AsSpan(Math.Min(page.Length, (int)(address - start)));
    }
}
