namespace Nginx502;

/// <summary>What a monitor is to do.</summary>
public sealed record MonitorSettings
{
    /// <summary>How often it runs unless told otherwise.</summary>
    public static TimeSpan DefaultInterval { get; } = TimeSpan.FromMinutes(1);

    /// <summary>The program that runs the recovery: pwsh or nginx502, its full path.</summary>
    public required string HostProgram { get; init; }

    /// <summary>The manifest of the module, its full path.</summary>
    public required string ModulePath { get; init; }

    /// <summary>How often it runs.</summary>
    public TimeSpan Interval { get; init; } = DefaultInterval;

    /// <summary>The sites that must be served well, beside all endpoints.</summary>
    public IReadOnlyList<Uri> Sites { get; init; } = [];

    /// <summary>Who is told.</summary>
    public IReadOnlyList<NotificationTarget> Notify { get; init; } = [];

    /// <summary>The main file of nginx's configuration; null for that of the running one.</summary>
    public string? NginxConfigPath { get; init; }

    /// <summary>The main file of php-fpm's configuration; null for every php-fpm.</summary>
    public string? FpmConfigPath { get; init; }

    /// <summary>What it may do beyond what a recovery may do alone.</summary>
    public IReadOnlyList<RecoveryAction> Allow { get; init; } = [];

    /// <summary>True to have systemd start each php-fpm again that fails.</summary>
    public bool RestartsFpm { get; init; }
}
