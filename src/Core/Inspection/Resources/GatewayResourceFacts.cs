namespace Nginx502;

/// <summary>What a machine with nginx and php-fpm uses of all that it can run out of, as the kernel tells. A plain record; nothing in it looks again.</summary>
public sealed record GatewayResourceFacts
{
    /// <summary>When it was looked at, local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>Which machine, since which boot.</summary>
    public MachineIdentity Machine { get; init; } = new(null, null);

    /// <summary>How many processors it has.</summary>
    public int Processors { get; init; } = 1;

    /// <summary>The time between two looks, for what is counted by time; null after one look.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>Memory; null when it was not seen.</summary>
    public MachineMemory? Memory { get; init; }

    /// <summary>Pressure; empty where the kernel does not tell.</summary>
    public MachinePressure[] Pressure { get; init; } = [];

    /// <summary>Load; null when it was not seen.</summary>
    public MachineLoad? Load { get; init; }

    /// <summary>What the processors did; null after one look.</summary>
    public MachineProcessor? Processor { get; init; }

    /// <summary>Processes and open files of the machine; null when they were not seen.</summary>
    public MachineTasks? Tasks { get; init; }

    /// <summary>The control groups of each master.</summary>
    public ServiceGroup[] Groups { get; init; } = [];

    /// <summary>The file systems to which nginx and php-fpm write.</summary>
    public FileSystemFacts[] FileSystems { get; init; } = [];

    /// <summary>The masters and workers.</summary>
    public ProcessResources[] Processes { get; init; } = [];

    /// <summary>TCP sockets; null when they were not seen.</summary>
    public MachineSockets? Sockets { get; init; }

    /// <summary>The queues of the addresses on which masters listen.</summary>
    public ListenQueue[] ListenQueues { get; init; } = [];

    /// <summary>The firewall's connections; null where it keeps track of none.</summary>
    public ConnectionTracking? ConnectionTracking { get; init; }

    /// <summary>Processes killed for want of memory; null where the kernel does not count them.</summary>
    public OutOfMemoryKills? OutOfMemory { get; init; }

    /// <summary>What could not be looked at.</summary>
    public UnseenResource[] Unseen { get; init; } = [];
}
