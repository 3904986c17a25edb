namespace Nginx502;

/// <summary>What changed or happened.</summary>
public enum TimelineEventKind
{
    /// <summary>The machine, or the container, was started.</summary>
    Reboot,

    /// <summary>The machine was shut down in order.</summary>
    Shutdown,

    /// <summary>Packages were installed.</summary>
    PackageInstalled,

    /// <summary>Packages were replaced by another version.</summary>
    PackageUpgraded,

    /// <summary>Packages were removed.</summary>
    PackageRemoved,

    /// <summary>A file of a configuration, of a unit or of php.ini was written, replaced or removed.</summary>
    FileChanged,

    /// <summary>Nginx502 changed something, or tried to.</summary>
    Change,

    /// <summary>What a site serves was changed: the top of its document root, or a link on the way to it.</summary>
    Deployed,

    /// <summary>systemd started a unit.</summary>
    UnitStarted,

    /// <summary>systemd reloaded a unit.</summary>
    UnitReloaded,

    /// <summary>systemd stopped a unit.</summary>
    UnitStopped,

    /// <summary>A unit failed.</summary>
    UnitFailed,

    /// <summary>nginx was started.</summary>
    NginxStarted,

    /// <summary>nginx read its configuration again.</summary>
    NginxReloaded,

    /// <summary>nginx was told to stop.</summary>
    NginxStopped,

    /// <summary>nginx could not start, or refused the configuration of a reload.</summary>
    NginxFailed,

    /// <summary>php-fpm was started.</summary>
    FpmStarted,

    /// <summary>php-fpm was reloaded: all pools stopped and started.</summary>
    FpmReloaded,

    /// <summary>php-fpm was told to stop.</summary>
    FpmStopped,

    /// <summary>php-fpm could not start or reload.</summary>
    FpmFailed,

    /// <summary>The kernel killed a process for want of memory.</summary>
    OomKill,

    /// <summary>A worker of nginx or php-fpm was ended by a signal.</summary>
    WorkerCrash,

    /// <summary>A pool reached <c>pm.max_children</c>.</summary>
    PoolExhausted,

    /// <summary>Visitors got errors: one symptom at one upstream, from the first to the last.</summary>
    ErrorBurst,

    /// <summary>A recovery, or a person with Restart-GatewayService, acted on a service.</summary>
    Recovery,
}
