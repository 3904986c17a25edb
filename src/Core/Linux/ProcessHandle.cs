using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>
/// One process that cannot be mistaken for a later one with the same number: a descriptor of the kernel's (man 2 pidfd_open), and
/// the start time that was seen before. What is signalled through it is this process or none.
/// </summary>
public sealed class ProcessHandle : IDisposable
{
    // The same numbers on every processor (include/uapi/asm-generic/unistd.h).
    private const nint SendSignalNumber = 424;
    private const nint OpenNumber = 434;
    private const short Readable = 1;

    private readonly SafeFileHandle _handle;

    private ProcessHandle(SafeFileHandle handle, int processId) => (_handle, ProcessId) = (handle, processId);

    /// <summary>The process's number.</summary>
    public int ProcessId { get; }

    /// <summary>True once the process has ended.</summary>
    public bool HasEnded => WaitForEnd(TimeSpan.Zero);

    /// <summary>Takes hold of a process. Null with the reason when it has ended, its number belongs to another one, or the kernel cannot.</summary>
    /// <param name="processId">Its number.</param>
    /// <param name="startTicks">Its start, as <see cref="ProcessEntry.StartTicks"/> told it.</param>
    /// <param name="problem">The reason, a sentence without its full stop; null with a result.</param>
    public static ProcessHandle? Open(int processId, ulong startTicks, out string? problem)
    {
        var handle = new SafeFileHandle(SystemCall(OpenNumber, processId, 0, 0, 0), ownsHandle: true);
        int error = handle.IsInvalid ? Marshal.GetLastPInvokeError() : 0;

        // The handle first, then the start: a number that is given to another process in between shows another start.
        problem = error switch
        {
            0 when ProcessTable.StartTicks(ProcessTable.DefaultRoot, processId) == startTicks => null,
            0 => $"process {processId} has ended, and its number belongs to another one",
            ErrorNumber.NotImplemented => "this kernel has no pidfd_open (it came with 5.3), without which a process cannot be told from a later one of its number",
            ErrorNumber.NoSuchProcess => $"process {processId} has ended",
            _ => $"process {processId} cannot be held: {Marshal.GetPInvokeErrorMessage(error)}",
        };
        if (problem is null)
        {
            return new ProcessHandle(handle, processId);
        }

        handle.Dispose();
        return null;
    }

    /// <summary>Sends a signal; false with the reason when the process has ended or this user may not.</summary>
    public bool Signal(ProcessSignal signal, out string? problem)
    {
        bool isSent = SystemCall(SendSignalNumber, _handle.DangerousGetHandle(), (nint)signal, 0, 0) == 0;
        int error = isSent ? 0 : Marshal.GetLastPInvokeError();
        problem = error switch
        {
            0 => null,
            ErrorNumber.NoSuchProcess => $"process {ProcessId} has ended",
            ErrorNumber.OperationNotPermitted => $"process {ProcessId} may not be signalled by this user",
            _ => Marshal.GetPInvokeErrorMessage(error),
        };
        return isSent;
    }

    /// <summary>Waits until the process has ended; false when it has not within the time.</summary>
    public unsafe bool WaitForEnd(TimeSpan timeout)
    {
        var wanted = new PollEntry { Descriptor = (int)_handle.DangerousGetHandle(), Events = Readable };
        return Poll(&wanted, 1, (int)Math.Clamp(timeout.TotalMilliseconds, 0, int.MaxValue)) > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static extern nint SystemCall(nint number, nint first, nint second, nint third, nint fourth);

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static extern unsafe int Poll(PollEntry* entries, nuint count, int milliseconds);
}
