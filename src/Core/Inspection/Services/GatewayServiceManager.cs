namespace Nginx502;

/// <summary>What starts and stops a service.</summary>
public enum GatewayServiceManager
{
    /// <summary>Nothing: somebody started it by hand, or it is installed and nothing knows it.</summary>
    None,

    /// <summary>systemd, by a unit.</summary>
    Systemd,

    /// <summary>A script in /etc/init.d, as before systemd.</summary>
    SysVInit,

    /// <summary>OpenRC, as in Alpine and Gentoo.</summary>
    OpenRc,

    /// <summary>supervisord.</summary>
    Supervisor,

    /// <summary>The engine of a container, which is started and stopped as a whole.</summary>
    Container,
}
