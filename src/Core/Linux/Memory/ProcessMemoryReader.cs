using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>
/// Reads what memory processes take, one after another through one buffer: a machine has hundreds of workers. Not for several threads at
/// once.
/// </summary>
/// <param name="procRoot">Where the kernel shows processes.</param>
internal sealed class ProcessMemoryReader(string procRoot)
{
    private const int BufferBytes = 64 * 1024;

    private readonly byte[] _buffer = new byte[BufferBytes];

    // Once a kernel is seen not to have the file, it is not asked for again.
    private bool _hasRollup = true;

    /// <summary>What a process takes; null when it has ended, or is a kernel thread.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="sharers">How many processes share its shared memory, for an estimate where the kernel may not be asked.</param>
    /// <param name="isRefused">True when the exact figures may not be read by this user.</param>
    public ProcessMemoryUse? Read(int processId, int sharers, out bool isRefused)
    {
        string directory = Path.Combine(procRoot, processId.ToString(CultureInfo.InvariantCulture));
        MemoryTotals status = default;
        isRefused = false;
        if (!TryAdd(Path.Combine(directory, "status"), ref status, out _) || !status.IsFilled)
        {
            return null;
        }

        MemoryTotals maps = default;
        var source = MemorySource.SmapsRollup;
        bool isRead = _hasRollup && TryAdd(Path.Combine(directory, "smaps_rollup"), ref maps, out isRefused);
        if (!isRead && !isRefused)
        {
            source = MemorySource.Smaps;
            isRead = TryAdd(Path.Combine(directory, "smaps"), ref maps, out isRefused);
            _hasRollup &= !isRead;
        }

        return isRead && maps.IsFilled ? Exact(maps, status, source) : isRefused ? Estimate(status, sharers) : null;
    }

    private static ProcessMemoryUse Exact(MemoryTotals maps, MemoryTotals status, MemorySource source) => new(
        maps.Resident,
        maps.Proportional,
        maps.Private,
        status.ResidentAnonymous ?? maps.Private,
        maps.Swap,
        maps.ProportionalAnonymous is { } anonymous && maps.ProportionalShared is { } shared ? anonymous + shared : maps.PrivateDirty,
        maps.ProportionalShared,
        status.PeakResident,
        source);

    // Before Linux 4.5 not even that is told apart: then all counts as its own.
    private static ProcessMemoryUse Estimate(MemoryTotals status, int sharers)
    {
        long own = status.ResidentAnonymous ?? status.Resident;
        return new ProcessMemoryUse(
            status.Resident, own + ((status.Resident - own) / Math.Max(1, sharers)), own, own, status.Swap, own, null, status.PeakResident, MemorySource.Status);
    }

    private bool TryAdd(string path, ref MemoryTotals totals, out bool isRefused)
    {
        isRefused = false;
        try
        {
            using SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            int kept = 0;
            long offset = 0;
            while (RandomAccess.Read(handle, _buffer.AsSpan(kept), offset) is > 0 and int read)
            {
                offset += read;
                int length = kept + read;
                int taken = totals.Add(_buffer.AsSpan(0, length));

                // A line that fills the buffer is none that is looked for.
                kept = length - taken < _buffer.Length ? length - taken : 0;
                _buffer.AsSpan(length - kept, kept).CopyTo(_buffer);
            }

            return true;
        }
        catch (UnauthorizedAccessException)
        {
            isRefused = true;
            return false;
        }
        catch (IOException)
        {
            // It has ended, or the kernel has no such file.
            return false;
        }
    }
}
