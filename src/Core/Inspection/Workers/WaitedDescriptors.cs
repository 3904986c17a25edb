using System.Buffers.Binary;
using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>
/// The descriptors that a system call waits for. poll and select have them in the memory of the process, which whoever runs it may change meanwhile: what
/// is read is bounded, and is a number of a descriptor or nothing.
/// </summary>
internal static class WaitedDescriptors
{
    private const int MostDescriptors = 1024;
    private const int PollEntryBytes = 8;

    /// <summary>The descriptors; null when they were not seen, empty when the call waits for a time alone.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="call">The call that it is in.</param>
    public static IReadOnlyList<int>? Read(int processId, SystemCall call) => call.Kind switch
    {
        SystemCallKind.Accept or SystemCallKind.Descriptor or SystemCallKind.Lock => call.Descriptor is { } descriptor ? [descriptor] : null,
        SystemCallKind.Poll => ReadPolled(processId, call),
        SystemCallKind.Select => ReadSelected(processId, call),
        SystemCallKind.Epoll => call.Descriptor is { } epoll
            ? ParseEpoll(ProcFile.ReadText(processId, string.Create(CultureInfo.InvariantCulture, $"fdinfo/{epoll}")) ?? string.Empty)
            : null,
        _ => [],
    };

    /// <summary>The descriptors of an array of struct pollfd (man 2 poll): a negative one is passed over.</summary>
    public static IReadOnlyList<int> ParsePolled(ReadOnlySpan<byte> entries)
    {
        var found = new List<int>();
        for (; entries.Length >= PollEntryBytes; entries = entries[PollEntryBytes..])
        {
            int descriptor = BinaryPrimitives.ReadInt32LittleEndian(entries);
            if (descriptor >= 0)
            {
                found.Add(descriptor);
            }
        }

        return found;
    }

    /// <summary>The descriptors of a set (man 2 select): one bit each.</summary>
    public static IReadOnlyList<int> ParseSet(ReadOnlySpan<byte> set)
    {
        var found = new List<int>();
        for (int bit = 0; bit < set.Length * 8; bit++)
        {
            if ((set[bit / 8] & (1 << (bit % 8))) != 0)
            {
                found.Add(bit);
            }
        }

        return found;
    }

    /// <summary>The descriptors of an epoll, from <c>fdinfo</c>: <c>tfd:        5 events:       19 data: …</c>.</summary>
    public static IReadOnlyList<int> ParseEpoll(string information) =>
    [
        .. information.Split('\n')
            .Where(line => line.StartsWith("tfd:", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 1)
            .Select(words => int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int descriptor) ? descriptor : -1)
            .Where(descriptor => descriptor >= 0),
    ];

    private static IReadOnlyList<int>? ReadPolled(int processId, SystemCall call) =>
        ReadMemory(processId, call.Arguments[0], (int)Math.Min(call.Arguments[1], MostDescriptors) * PollEntryBytes) is { } entries ? ParsePolled(entries) : null;

    private static IReadOnlyList<int>? ReadSelected(int processId, SystemCall call)
    {
        // Whole words of eight bytes, as the kernel reads them.
        int bytes = (((int)Math.Min(call.Arguments[0], MostDescriptors) + 63) / 64) * 8;
        var found = new List<int>();
        foreach (ulong set in call.Arguments.Skip(1).Take(2).Where(address => address != 0))
        {
            if (ReadMemory(processId, set, bytes) is not { } bits)
            {
                return null;
            }

            found.AddRange(ParseSet(bits));
        }

        return found;
    }

    private static byte[]? ReadMemory(int processId, ulong address, int bytes)
    {
        if (bytes == 0)
        {
            return [];
        }

        byte[] content = new byte[bytes];
        return ProcessMemory.ReadAt(processId, address, content) == bytes ? content : null;
    }
}
