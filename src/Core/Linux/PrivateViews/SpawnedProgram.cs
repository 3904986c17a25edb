using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>
/// A program that a <see cref="CallPlan"/> starts, so that it lives in the view of that plan's thread, with its output collected here. It has a
/// session of its own, and is killed with all of it.
/// </summary>
internal sealed unsafe class SpawnedProgram : IDisposable
{
    private const int CloseOnExec = 0x80000;
    private const int OpaqueBytes = 1024;
    private const int SignalSetBytes = 128;
    private const short AttributeFlags = 0x04 | 0x08 | 0x80;
    private const int PollMilliseconds = 50;
    private const int NoHang = 1;
    private const int ChunkBytes = 8192;
    private const int KillSignal = 9;
    private const int SetStatusFlags = 4;
    private const nint NonBlocking = 0x800;

    private readonly ProgramRequest _request;
    private readonly nint _actions;
    private readonly nint _attributes;
    private readonly nint _processId;
    private readonly SafeFileHandle[] _output = OpenPipe();
    private readonly SafeFileHandle[] _error = OpenPipe();
    private readonly MemoryStream[] _kept = [new(), new()];
    private readonly bool[] _isClosed = [false, false];
    private bool _isTruncated;

    /// <summary>Prepares a program.</summary>
    /// <param name="plan">The plan that starts it, whose memory is used.</param>
    /// <param name="request">The program.</param>
    public SpawnedProgram(CallPlan plan, ProgramRequest request)
    {
        _request = request;
        _processId = plan.Room(sizeof(int));

        // The C library says how these look inside; both glibc and musl need less than half of this.
        _actions = plan.Room(OpaqueBytes);
        _attributes = plan.Room(OpaqueBytes);
        ActionsInit(_actions);
        ActionsOpen(_actions, 0, plan.Text("/dev/null"), 0, 0);
        ActionsDuplicate(_actions, (int)_output[1].DangerousGetHandle(), 1);
        ActionsDuplicate(_actions, (int)_error[1].DangerousGetHandle(), 2);

        // .NET ignores SIGPIPE and blocks what it likes; a program starts with all signals as they are meant.
        nint all = plan.Room(SignalSetBytes);
        nint none = plan.Room(SignalSetBytes);
        FillSet(all);
        EmptySet(none);
        AttributesInit(_attributes);
        AttributesFlags(_attributes, AttributeFlags);
        AttributesDefault(_attributes, all);
        AttributesMask(_attributes, none);
    }

    /// <summary>Adds the start to a plan, and returns its place there.</summary>
    public int AddTo(CallPlan plan) => plan.Add("start " + _request.Path, new CallStep
    {
        Number = CallStep.SpawnNumber,
        First = _processId,
        Second = plan.Text(_request.Path),
        Third = _actions,
        Fourth = _attributes,
        Fifth = plan.Texts([_request.Path, .. _request.Arguments]),
        Sixth = plan.Texts(_request.EffectiveEnvironment()),
    });

    /// <summary>Collects what a started program writes until it ends, and kills it when its time is over or the caller cancels.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public ProgramResult WaitForEnd(CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        _output[1].Dispose();
        _error[1].Dispose();
        bool isTimedOut = false;
        bool isKilled = false;
        int? exitCode;
        while (true)
        {
            // Asked before reading: what it wrote until its end is in the pipes then. One that it left behind is not waited for.
            bool hasEnded = TryReap(out exitCode);
            Collect(hasEnded ? 0 : PollMilliseconds);
            if (hasEnded)
            {
                break;
            }

            bool isOver = Stopwatch.GetElapsedTime(start) > _request.Timeout;
            if (!isKilled && (isOver || cancellation.IsCancellationRequested))
            {
                (isTimedOut, isKilled) = (isOver, true);
                _ = Kill(-*(int*)_processId, KillSignal);
            }
        }

        cancellation.ThrowIfCancellationRequested();
        return new ProgramResult(isTimedOut ? null : exitCode, _kept[0].ToArray(), _kept[1].ToArray(), _isTruncated, isTimedOut, Stopwatch.GetElapsedTime(start));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = ActionsDestroy(_actions);
        _ = AttributesDestroy(_attributes);
        foreach (SafeFileHandle handle in (SafeFileHandle[])[.. _output, .. _error])
        {
            handle.Dispose();
        }
    }

    private static SafeFileHandle[] OpenPipe()
    {
        int* ends = stackalloc int[2];
        if (Pipe(ends, CloseOnExec) != 0)
        {
            throw new IOException("No pipe could be opened: " + Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        }

        // Ours does not wait; the program's does.
        _ = FileControl(ends[0], SetStatusFlags, NonBlocking);
        return [new SafeFileHandle(ends[0], ownsHandle: true), new SafeFileHandle(ends[1], ownsHandle: true)];
    }

    private bool TryReap(out int? exitCode)
    {
        const int signalMask = 0x7F;
        int status = 0;
        int reaped = WaitPid(*(int*)_processId, &status, NoHang);
        exitCode = reaped <= 0 ? null : (status & signalMask) == 0 ? (status >> 8) & 0xFF : 128 + (status & signalMask);

        // Where this process ignores its children's ends, the kernel tells nobody how they ended.
        return reaped > 0 || (reaped < 0 && Marshal.GetLastPInvokeError() != ErrorNumber.Interrupted);
    }

    private void Collect(int milliseconds)
    {
        PollEntry* entries = stackalloc PollEntry[2];
        entries[0] = new PollEntry { Descriptor = _isClosed[0] ? -1 : (int)_output[0].DangerousGetHandle(), Events = 1 };
        entries[1] = new PollEntry { Descriptor = _isClosed[1] ? -1 : (int)_error[0].DangerousGetHandle(), Events = 1 };
        _ = Poll(entries, 2, _isClosed[0] && _isClosed[1] ? Math.Min(milliseconds, 1) : milliseconds);
        byte* chunk = stackalloc byte[ChunkBytes];
        for (int index = 0; index < 2; index++)
        {
            nint read;
            while (!_isClosed[index] && (read = Read(entries[index].Descriptor, chunk, ChunkBytes)) >= 0)
            {
                int room = (int)Math.Min(read, _request.MaximumOutputBytes - _kept[index].Length);
                _kept[index].Write(new ReadOnlySpan<byte>(chunk, room));
                _isTruncated |= room < read;
                _isClosed[index] = read == 0;
            }
        }
    }

    [DllImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static extern int Pipe(int* ends, int flags);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static extern int FileControl(int file, int command, nint argument);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    private static extern nint Read(int file, byte* buffer, nint length);

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static extern int Poll(PollEntry* entries, nuint count, int milliseconds);

    [DllImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static extern int WaitPid(int processId, int* status, int options);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int processId, int signal);

    [DllImport("libc", EntryPoint = "sigfillset")]
    private static extern int FillSet(nint set);

    [DllImport("libc", EntryPoint = "sigemptyset")]
    private static extern int EmptySet(nint set);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static extern int ActionsInit(nint actions);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static extern int ActionsDestroy(nint actions);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_addopen")]
    private static extern int ActionsOpen(nint actions, int file, nint path, int flags, uint mode);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static extern int ActionsDuplicate(nint actions, int file, int to);

    [DllImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static extern int AttributesInit(nint attributes);

    [DllImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static extern int AttributesDestroy(nint attributes);

    [DllImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static extern int AttributesFlags(nint attributes, short flags);

    [DllImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static extern int AttributesDefault(nint attributes, nint set);

    [DllImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static extern int AttributesMask(nint attributes, nint set);
}
