using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>The monitor of this machine: what runs the recovery and how often, what came of the last runs, and whether they are suspended. Its texts are safe to show and hold no secrets.</summary>
public sealed record RecoveryMonitor
{
    [JsonConstructor]
    internal RecoveryMonitor()
    {
    }

    /// <summary>The machine's name.</summary>
    public string ComputerName { get; init; } = string.Empty;

    /// <summary>True when one is registered.</summary>
    public bool IsRegistered { get; init; }

    /// <summary>What runs the recovery.</summary>
    public RecoveryMonitorManager Manager { get; init; }

    /// <summary>True when it will be run: the timer is started and enabled, or a cron daemon is there.</summary>
    public bool IsActive { get; init; }

    /// <summary>How often; null when none is registered.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>When it is run next, local time; null while it runs, and when it is not known.</summary>
    public DateTime? Next { get; init; }

    /// <summary>The files that make it up.</summary>
    public string[] UnitPaths { get; init; } = [];

    /// <summary>The program that is run; null when none is registered.</summary>
    public string? HostProgram { get; init; }

    /// <summary>The manifest of the module that it loads; null when none is registered.</summary>
    public string? ModulePath { get; init; }

    /// <summary>The sites that must be served well.</summary>
    public string[] Uri { get; init; } = [];

    /// <summary>The main file of nginx's configuration, where it was named.</summary>
    public string? NginxConfigPath { get; init; }

    /// <summary>The main file of php-fpm's configuration, where it was named.</summary>
    public string? FpmConfigPath { get; init; }

    /// <summary>What it may do beyond what a recovery may do alone.</summary>
    public RecoveryAction[] Allow { get; init; } = [];

    /// <summary>Who is told, without what is secret of it.</summary>
    public string[] Notify { get; init; } = [];

    /// <summary>The drop-ins by which systemd starts a php-fpm again that failed.</summary>
    public string[] DropIns { get; init; } = [];

    /// <summary>The last run; null when there was none.</summary>
    public RecordedRun? LastRun { get; init; }

    /// <summary>The last twenty runs, the newest first.</summary>
    public RecordedRun[] Runs { get; init; } = [];

    /// <summary>How often was acted of late, and how often it may be.</summary>
    public RecoveryBudget? Budget { get; init; }

    /// <summary>The suspension that lasts; null when there is none.</summary>
    public RecoverySuspension? Suspension { get; init; }

    /// <summary>What keeps it from working, or could not be seen: sentences.</summary>
    public string[] Problems { get; init; } = [];

    /// <summary>When it was looked at, local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>Whether it is registered, and how often it runs.</summary>
    public override string ToString() => IsRegistered ? $"{Manager}, every {Interval?.TotalSeconds:0} s{(Suspension is null ? string.Empty : ", suspended")}" : "not registered";
}
