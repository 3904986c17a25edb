namespace Nginx502;

/// <summary>What runs the recovery at its interval.</summary>
public enum RecoveryMonitorManager
{
    /// <summary>Nothing: no monitor is registered.</summary>
    None,

    /// <summary>A timer of systemd.</summary>
    Systemd,

    /// <summary>An entry of cron.</summary>
    Cron,
}
