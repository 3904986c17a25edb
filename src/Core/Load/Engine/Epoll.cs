using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Load;

/// <summary>Waits for many descriptors, each told once when something new happens (man 7 epoll, EPOLLET). A closed descriptor leaves it by itself.</summary>
internal sealed class Epoll : IDisposable
{
    /// <summary>Something can be read.</summary>
    public const uint Readable = 0x1;

    /// <summary>Something can be written, or a connect has ended.</summary>
    public const uint Writable = 0x4;

    /// <summary>An error, or the other side has closed at least its half.</summary>
    public const uint Ended = 0x8 | 0x10 | 0x2000;

    /// <summary>Of interest is what arrives, told once.</summary>
    public const uint Arrivals = Readable | Ended | EdgeTriggered;

    /// <summary>Of interest is what arrives, and that more can be sent, told once.</summary>
    public const uint ArrivalsAndRoom = Arrivals | Writable;

    private const uint EdgeTriggered = 1u << 31;
    private const int CloseOnExec = 0x80000;
    private const int Add = 1;
    private const int Modify = 3;
    private const int Interrupted = 4;
    private const int MostEvents = 256;

    // linux/eventpoll.h: struct epoll_event is packed on x86-64 and aligned elsewhere.
    private static readonly int Stride = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly SafeFileHandle _handle;
    private readonly byte[] _events = GC.AllocateArray<byte>(MostEvents * 16, pinned: true);

    /// <summary>Makes one.</summary>
    /// <exception cref="IOException">The kernel gives none.</exception>
    public Epoll()
    {
        _handle = CreateEpoll(CloseOnExec);
        if (_handle.IsInvalid)
        {
            throw new IOException($"The kernel cannot wait for connections (epoll_create1: {Marshal.GetLastPInvokeError()}).");
        }
    }

    /// <summary>Waits for a descriptor from now on; 0, or the error.</summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="key">What tells it.</param>
    /// <param name="interest">What is of interest: <see cref="Readable"/> alone is told as long as it is so.</param>
    public int Watch(SafeHandle descriptor, ulong key, uint interest) => Change(Add, descriptor, key, interest);

    /// <summary>Waits for something else of a descriptor that it waits for; 0, or the error.</summary>
    public int WatchInstead(SafeHandle descriptor, ulong key, uint interest) => Change(Modify, descriptor, key, interest);

    /// <summary>Waits at most so many milliseconds; gives how many things happened.</summary>
    /// <exception cref="IOException">The kernel cannot.</exception>
    public unsafe int Wait(int milliseconds)
    {
        fixed (byte* events = _events)
        {
            int count = WaitForEvents(_handle, events, MostEvents, milliseconds);
            int error = count < 0 ? Marshal.GetLastPInvokeError() : 0;
            return error is 0 or Interrupted ? Math.Max(0, count) : throw new IOException($"The kernel cannot wait for connections (epoll_wait: {error}).");
        }
    }

    /// <summary>What happened, and to which.</summary>
    public (uint Events, ulong Key) At(int index)
    {
        ReadOnlySpan<byte> one = _events.AsSpan(index * Stride, Stride);
        return (MemoryMarshal.Read<uint>(one), MemoryMarshal.Read<ulong>(one[(Stride - sizeof(ulong))..]));
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private unsafe int Change(int operation, SafeHandle descriptor, ulong key, uint interest)
    {
        byte* one = stackalloc byte[16];
        MemoryMarshal.Write(new Span<byte>(one, 16), interest);
        MemoryMarshal.Write(new Span<byte>(one + Stride - sizeof(ulong), sizeof(ulong)), key);
        return Control(_handle, operation, descriptor, one) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    [DllImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static extern SafeFileHandle CreateEpoll(int flags);

    [DllImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static extern unsafe int Control(SafeHandle handle, int operation, SafeHandle descriptor, byte* change);

    [DllImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static extern unsafe int WaitForEvents(SafeHandle handle, byte* events, int most, int milliseconds);
}
