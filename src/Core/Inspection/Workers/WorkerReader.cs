using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Reads what workers do now. What is the same for all is read once.</summary>
internal sealed class WorkerReader
{
    private const string ProgramPipe = "pipe:[";

    private readonly SocketPeers _peers = new();
    private readonly Lazy<IReadOnlyList<KernelLock>> _locks = new(() => KernelLock.Parse(ReadMachine("locks")));
    private readonly Lazy<string> _machineStat = new(() => ReadMachine("stat"));
    private int _unseen;

    /// <summary>What could not be seen of those that were read.</summary>
    public IReadOnlyList<NotSeen> NotSeen => _unseen == 0 ? [] :
    [
        new NotSeen(
            string.Create(CultureInfo.InvariantCulture, $"what {_unseen} of the workers wait for"),
            "the kernel shows it to root alone",
            Nginx502.NotSeen.AsRoot),
    ];

    /// <summary>Reads one worker.</summary>
    /// <param name="processId">The worker.</param>
    /// <param name="earlier">What it had used at the first look; null when it was not there.</param>
    public FpmWorkerActivity Read(int processId, ProcessorUse? earlier)
    {
        string? stat = ProcFile.ReadText(processId, "stat");
        if (stat is null || ProcessorUse.Parse(stat, ProcFile.ReadText(processId, "schedstat"), Stopwatch.GetTimestamp()) is not { } now || (earlier is { } before && before.StartTicks != now.StartTicks))
        {
            return new FpmWorkerActivity { ProcessId = processId, State = ProcessState.Ended, Wait = FpmWorkerWait.Ended };
        }

        var activity = new FpmWorkerActivity
        {
            ProcessId = processId,
            StartTicks = now.StartTicks,
            StartTime = ProcessFields.ReadStartTime(_machineStat.Value, now.StartTicks),
            State = StateOf(stat),
            ProcessorTime = now.Total,
            ProcessorShare = earlier is { } first ? now.ShareSince(first) : null,
        };
        activity = activity.State switch
        {
            ProcessState.Running => activity with { Wait = FpmWorkerWait.Processor },
            ProcessState.Stopped or ProcessState.Traced => activity with { Wait = FpmWorkerWait.Stopped },
            ProcessState.Zombie or ProcessState.Ended => activity with { Wait = FpmWorkerWait.Ended },
            ProcessState.DiskSleep => activity with { Wait = FpmWorkerWait.Disk, WaitChannel = ChannelOf(processId) },
            _ => WithWait(activity),
        };
        _unseen += activity.Wait == FpmWorkerWait.Unknown ? 1 : 0;
        return activity;
    }

    /// <summary>The state of a process, from <c>stat</c>.</summary>
    public static ProcessState StateOf(string stat) => stat[(stat.LastIndexOf(')') + 1)..].TrimStart().FirstOrDefault() switch
    {
        'R' => ProcessState.Running,
        'S' => ProcessState.Sleeping,
        'D' => ProcessState.DiskSleep,
        'T' => ProcessState.Stopped,
        't' => ProcessState.Traced,
        'Z' => ProcessState.Zombie,
        'X' or 'x' => ProcessState.Ended,
        'I' => ProcessState.Idle,
        _ => ProcessState.Unknown,
    };

    private FpmWorkerActivity WithWait(FpmWorkerActivity activity)
    {
        int processId = activity.ProcessId;
        activity = activity with { WaitChannel = ChannelOf(processId) };
        bool isRunning = false;
        SystemCall? call = ProcFile.ReadText(processId, "syscall") is { } text ? SystemCall.Parse(text, RuntimeInformation.OSArchitecture, out isRunning) : null;
        if (isRunning)
        {
            return activity with { Wait = FpmWorkerWait.Processor, WaitChannel = null };
        }

        // Who waits for a lock is told to everybody; the file by its number alone.
        if (_locks.Value.FirstOrDefault(waiting => waiting.ProcessId == processId) is { } waited)
        {
            return WithLock(activity, PathOf(waited, processId, call), waited);
        }

        return call?.Kind switch
        {
            SystemCallKind.Accept => activity with { Wait = FpmWorkerWait.Request },
            SystemCallKind.Sleep => activity with { Wait = FpmWorkerWait.Timer },
            SystemCallKind.Memory => activity with { Wait = FpmWorkerWait.SharedMemory },
            SystemCallKind.Child => activity with { Wait = FpmWorkerWait.Child, WaitsFor = ChildOf(processId) },
            SystemCallKind.Lock => WithLock(activity, PathOf(null, processId, call), null),
            SystemCallKind.Descriptor or SystemCallKind.Poll or SystemCallKind.Select or SystemCallKind.Epoll => WithDescriptors(activity, call),
            _ => activity with
            {
                Wait = activity.WaitChannel is { } channel ? WaitChannels.WaitOf(channel) ?? FpmWorkerWait.Other : call is null ? FpmWorkerWait.Unknown : FpmWorkerWait.Other,
            },
        };
    }

    private static FpmWorkerActivity WithLock(FpmWorkerActivity activity, string? path, KernelLock? waited) => activity with
    {
        Wait = path is not null && WaitedFile.IsSession(path) ? FpmWorkerWait.SessionLock : FpmWorkerWait.Lock,
        WaitsFor = path is null ? null : WaitedFile.Describe(path),
        LockHolderProcessId = waited?.HolderProcessId,
    };

    private FpmWorkerActivity WithDescriptors(FpmWorkerActivity activity, SystemCall call)
    {
        if (WaitedDescriptors.Read(activity.ProcessId, call) is not { } descriptors)
        {
            return activity with { Wait = FpmWorkerWait.Other };
        }

        if (descriptors.Count == 0)
        {
            return activity with { Wait = FpmWorkerWait.Timer };
        }

        string[] targets = [.. descriptors.Select(descriptor => ProcFile.ReadDescriptor(activity.ProcessId, descriptor)).OfType<string>()];

        // Of several the server is what counts; the connection to nginx may be watched beside it.
        SocketPeer? peer = targets.Select(target => _peers.Find(activity.ProcessId, target)).OfType<SocketPeer>().OrderBy(found => found.Wait == FpmWorkerWait.Client).FirstOrDefault();
        if (peer is not null)
        {
            return activity with { Wait = peer.Wait, WaitsFor = peer.Name, WaitsForHint = peer.Hint };
        }

        if (targets.Any(target => target.StartsWith(ProgramPipe, StringComparison.Ordinal)))
        {
            string? child = ChildOf(activity.ProcessId);
            return activity with { Wait = child is null ? FpmWorkerWait.Pipe : FpmWorkerWait.Child, WaitsFor = child };
        }

        bool isSocket = targets.Any(target => SocketPeers.InodeOf(target) is not null);
        return activity with
        {
            Wait = isSocket ? FpmWorkerWait.Network : FpmWorkerWait.Other,
            WaitsFor = isSocket || targets.Length == 0 ? null : SafeText.Escape(targets[0]),
        };
    }

    // The descriptor of the call names the file; without the call all are compared with the file's number.
    private static string? PathOf(KernelLock? waited, int processId, SystemCall? call)
    {
        if (call is { Kind: SystemCallKind.Lock, Descriptor: { } locked })
        {
            return ProcFile.ReadDescriptor(processId, locked);
        }

        return waited is null ? null : (ProcFile.ReadDescriptors(processId) ?? [])
            .Where(descriptor => FileStatus.TryReadTarget(ProcFile.PathOf(processId, string.Create(CultureInfo.InvariantCulture, $"fd/{descriptor}")), out FileStatus status) && status.Identity.Inode == waited.Inode)
            .Select(descriptor => ProcFile.ReadDescriptor(processId, descriptor))
            .FirstOrDefault();
    }

    private static string? ChannelOf(int processId) =>
        ProcFile.ReadText(processId, "wchan") is { Length: > 0 } channel && channel != "0" ? SafeText.Escape(channel) : null;

    // The name of a child's program, the first one's.
    private static string? ChildOf(int processId)
    {
        string children = ProcFile.ReadText(processId, string.Create(CultureInfo.InvariantCulture, $"task/{processId}/children")) ?? string.Empty;
        return int.TryParse(children.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int child) && ProcFile.ReadText(child, "comm") is { } name
            ? string.Create(CultureInfo.InvariantCulture, $"{SafeText.Escape(name.TrimEnd('\n'))} ({child})")
            : null;
    }

    private static string ReadMachine(string name)
    {
        try
        {
            return File.ReadAllText($"{ProcessTable.DefaultRoot}/{name}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
