using System.Diagnostics;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502;

/// <summary>Collects what a machine with nginx and php-fpm uses of all that it can run out of. Reads only; runs no program.</summary>
public static class GatewayResourceCollector
{
    /// <summary>Collects it.</summary>
    /// <param name="nginx">The configurations of nginx.</param>
    /// <param name="fpm">The configurations of php-fpm.</param>
    /// <param name="interval">The time between two looks at what the kernel counts; zero for one look.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static GatewayResourceFacts Collect(
        IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm, TimeSpan interval, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nginx);
        ArgumentNullException.ThrowIfNull(fpm);
        IReadOnlyList<GatewayMaster> masters = GatewayMaster.Of(nginx, fpm);
        bool isTwice = interval > TimeSpan.Zero;
        MachineCounters? earlier = isTwice ? MachineCounters.Read(ProcessTable.DefaultRoot) : null;
        IReadOnlyList<ControlGroupLimits>? earlierGroups = isTwice ? ServiceGroupReader.Read(masters) : null;
        long start = Stopwatch.GetTimestamp();

        var gaps = new List<UnseenResource>();
        FileSystemFacts[] fileSystems = FileSystemReader.Read(
            [.. nginx.SelectMany(NginxPaths.Of), .. fpm.SelectMany(FpmPaths.Of)], gaps, cancellationToken);
        var processes = new ProcessReader(ProcessTable.DefaultRoot);
        ProcessResources[] held = [.. masters.SelectMany(master => processes.Read(master, gaps))];
        Wait(interval - Stopwatch.GetElapsedTime(start), cancellationToken);

        // What is true now comes last.
        var machine = new MachineReader(ProcessTable.DefaultRoot);
        var sockets = new SocketReader(ProcessTable.DefaultRoot);
        var now = MachineCounters.Read(ProcessTable.DefaultRoot);
        IReadOnlyList<ControlGroupLimits> groups = ServiceGroupReader.Read(masters);
        gaps.AddRange(masters.Zip(groups).SelectMany(pair => pair.Second.NotSeen.Select(gap => new UnseenResource(GatewayResourceKind.ServiceMemory, pair.First.Program, gap))));
        gaps.AddRange(ElsewhereGaps(masters));
        return new GatewayResourceFacts
        {
            Time = DateTime.Now,
            Machine = MachineIdentity.Current,
            Processors = Environment.ProcessorCount,
            Interval = isTwice ? interval : null,
            Memory = machine.Memory(),
            Pressure = machine.Pressure(gaps),
            Load = machine.Load(),
            Processor = earlier is null ? null : now.ProcessorSince(earlier),
            Tasks = machine.Tasks(),
            Groups = ServiceGroupReader.Join(masters, groups, earlierGroups),
            FileSystems = fileSystems,
            Processes = held,
            Sockets = sockets.Read(now, earlier, gaps),
            ListenQueues = [.. masters.SelectMany(master => sockets.Queues(master, gaps))],
            ConnectionTracking = machine.Connections(),
            OutOfMemory = now.OutOfMemoryKills is { } kills ? new OutOfMemoryKills(kills, kills - earlier?.OutOfMemoryKills) : null,
            Unseen = [.. gaps],
        };
    }

    // Its sockets are others than those that this process sees.
    private static IEnumerable<UnseenResource> ElsewhereGaps(IReadOnlyList<GatewayMaster> masters)
    {
        string? own = ProcessTable.ReadOne(ProcessTable.DefaultRoot, Environment.ProcessId)?.NetworkNamespace;
        return masters
            .Where(master => own is not null && master.Process?.NetworkNamespace is { } other && other != own)
            .Select(master => new UnseenResource(GatewayResourceKind.Sockets, $"{master.Program} {master.ProcessId}", new NotSeen(
                $"the sockets of {master.Program}, whose master is {master.ProcessId}", "it has a network of its own, as in a container", $"Run it there: nsenter -n -t {master.ProcessId} nginx502 -Command Measure-GatewayResource")));
    }

    private static void Wait(TimeSpan time, CancellationToken cancellationToken)
    {
        if (time > TimeSpan.Zero)
        {
            cancellationToken.WaitHandle.WaitOne(time);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}
