namespace Nginx502;

/// <summary>The settings of a systemd unit that matter to a gateway, as they are in effect with all drop-ins. Its texts are safe to show.</summary>
public sealed record UnitSettings
{
    /// <summary>What is run (<c>ExecStart</c>); null for none.</summary>
    public string? Command { get; init; }

    /// <summary>How systemd knows that it is ready: <c>notify</c>, <c>forking</c>, <c>simple</c>.</summary>
    public string? Type { get; init; }

    /// <summary>When it is started again by itself: <c>no</c>, <c>on-failure</c>, <c>always</c>.</summary>
    public string? Restart { get; init; }

    /// <summary>How long that waits.</summary>
    public TimeSpan? RestartDelay { get; init; }

    /// <summary>How many starts are allowed within <see cref="StartLimitInterval"/>.</summary>
    public int? StartLimitBurst { get; init; }

    /// <summary>The time in which they are counted.</summary>
    public TimeSpan? StartLimitInterval { get; init; }

    /// <summary>How long a stop may take before it is killed; null for ever.</summary>
    public TimeSpan? StopTimeout { get; init; }

    /// <summary>Which processes a stop ends: <c>control-group</c>, <c>mixed</c>, <c>process</c>.</summary>
    public string? KillMode { get; init; }

    /// <summary>True when it has a /tmp of its own: files and sockets there are not those that others see.</summary>
    public bool PrivateTmp { get; init; }

    /// <summary>How many descriptors its master gets (hard limit); null for no limit, and where it is not told.</summary>
    public long? LimitNofile { get; init; }

    /// <summary>How many processes its user may have; null for no limit.</summary>
    public long? LimitNproc { get; init; }

    /// <summary>Memory in bytes beyond which the kernel kills; null for no limit.</summary>
    public long? MemoryMax { get; init; }

    /// <summary>Memory in bytes beyond which the kernel slows down; null for no limit.</summary>
    public long? MemoryHigh { get; init; }

    /// <summary>How many processes and threads it may have; null for no limit.</summary>
    public long? TasksMax { get; init; }

    /// <summary>How many processors it may use; null for no limit.</summary>
    public double? CpuQuota { get; init; }

    /// <summary>The directories below /run that are made at its start, and removed when it stops unless <see cref="RuntimeDirectoryPreserve"/> says otherwise.</summary>
    public string[] RuntimeDirectory { get; init; } = [];

    /// <summary>Whether these are kept: <c>no</c>, <c>yes</c>, <c>restart</c>.</summary>
    public string? RuntimeDirectoryPreserve { get; init; }

    /// <summary>What it cannot write to: <c>no</c>, <c>yes</c> (/usr, /boot), <c>full</c> (/etc too), <c>strict</c> (all but what is named).</summary>
    public string? ProtectSystem { get; init; }

    /// <summary>Whether it sees /home: <c>no</c>, <c>yes</c>, <c>read-only</c>, <c>tmpfs</c>.</summary>
    public string? ProtectHome { get; init; }

    /// <summary>What it may write to all the same.</summary>
    public string[] ReadWritePaths { get; init; } = [];

    /// <summary>All that keeps it from something, <c>Name=value</c> each, those above among it.</summary>
    public string[] Sandbox { get; init; } = [];
}
