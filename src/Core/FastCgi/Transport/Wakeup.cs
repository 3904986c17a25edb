using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.FastCgi;

/// <summary>
/// Ends a wait from another thread (man 2 eventfd). Where no file can be opened any more it cannot, and a wait has to look up by
/// itself now and then.
/// </summary>
internal sealed class Wakeup : IDisposable
{
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    private readonly object _lock = new();
    private readonly SafeFileHandle _event;
    private bool _isDisposed;

    /// <summary>Makes one.</summary>
    public Wakeup() => _event = OpenEvent(0, NonBlocking | CloseOnExec);

    /// <summary>False when it ends no wait.</summary>
    public bool Works => !_event.IsInvalid;

    /// <summary>What to wait for.</summary>
    public PollEntry Entry => new(Works ? (int)_event.DangerousGetHandle() : -1, PollEvents.Readable);

    /// <summary>Ends the wait, or the next one. May be called on any thread, and when it is disposed.</summary>
    public void Set()
    {
        lock (_lock)
        {
            if (!_isDisposed && Works)
            {
                _ = WriteCount(_event, 1, sizeof(ulong));
            }
        }
    }

    /// <summary>Lets the next wait wait.</summary>
    public void Reset() => _ = ReadCount(_event, out _, sizeof(ulong));

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _event.Dispose();
        }
    }

    [DllImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static extern SafeFileHandle OpenEvent(uint count, int flags);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    private static extern nint WriteCount(SafeFileHandle handle, in ulong count, nint length);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    private static extern nint ReadCount(SafeFileHandle handle, out ulong count, nint length);
}
