namespace Nginx502;

/// <summary>What changed on a machine with nginx and php-fpm, in order. A plain record; it serialises to JSON and back without loss.</summary>
public sealed record GatewayTimeline
{
    /// <summary>When it was collected, Kind Local.</summary>
    public DateTime Time { get; init; }

    /// <summary>The beginning of what was looked at, Kind Local.</summary>
    public DateTime Since { get; init; }

    /// <summary>Its end, Kind Local.</summary>
    public DateTime Until { get; init; }

    /// <summary>Which machine, since which boot.</summary>
    public MachineIdentity Machine { get; init; } = new(null, null);

    /// <summary>What happened, the earliest first.</summary>
    public TimelineEvent[] Events { get; init; } = [];

    /// <summary>What the kernel told of the ends of processes, every one, in the order of its log.</summary>
    public KernelEvent[] KernelEvents { get; init; } = [];

    /// <summary>What could not be looked at.</summary>
    public NotSeen[] NotSeen { get; init; } = [];
}
