using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Load;

/// <summary>Ends a wait at a time that is exact to microseconds (man 2 timerfd_create): epoll itself counts in milliseconds.</summary>
internal sealed class Alarm : IDisposable
{
    private const int Monotonic = 1;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int Absolute = 1;
    private const long NanosecondsASecond = 1_000_000_000;

    private readonly SafeFileHandle _handle = CreateTimer(Monotonic, NonBlocking | CloseOnExec);
    private long _setFor;

    /// <summary>What to wait for; invalid where the kernel gives none.</summary>
    public SafeFileHandle Handle => _handle;

    /// <summary>Sets it.</summary>
    /// <param name="time">The time, of <see cref="System.Diagnostics.Stopwatch"/>, which is the kernel's monotonic clock in nanoseconds.</param>
    public unsafe void Set(long time)
    {
        if (_handle.IsInvalid || time == _setFor)
        {
            return;
        }

        _setFor = time;
        long* setting = stackalloc long[] { 0, 0, time / NanosecondsASecond, time % NanosecondsASecond };
        _ = SetTimer(_handle, Absolute, setting, null);
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    [DllImport("libc", EntryPoint = "timerfd_create", SetLastError = true)]
    private static extern SafeFileHandle CreateTimer(int clock, int flags);

    // struct itimerspec: interval and value, each of seconds and nanoseconds.
    [DllImport("libc", EntryPoint = "timerfd_settime", SetLastError = true)]
    private static extern unsafe int SetTimer(SafeHandle handle, int flags, long* setting, long* old);
}
