namespace Nginx502;

/// <summary>How a service stands, in systemd's words (man 1 systemctl). For other managers the one that comes nearest.</summary>
public enum GatewayServiceState
{
    /// <summary>It is not known.</summary>
    Unknown,

    /// <summary>It runs.</summary>
    Active,

    /// <summary>It runs, and reads its configuration again.</summary>
    Reloading,

    /// <summary>It is being started, or waits to be started again.</summary>
    Activating,

    /// <summary>It is being stopped.</summary>
    Deactivating,

    /// <summary>It does not run.</summary>
    Inactive,

    /// <summary>It does not run, and ended in a way that it should not have, or could not be started.</summary>
    Failed,

    /// <summary>Its directories are being cleaned.</summary>
    Maintenance,
}
