namespace Nginx502.Diagnosis;

/// <summary>What remedies disturb.</summary>
internal static class Disruptions
{
    /// <summary>What a reload of nginx disturbs.</summary>
    public const string NginxReload = "nginx is reloaded, which loses no request.";

    /// <summary>What a reload of php-fpm disturbs.</summary>
    public const string FpmReload = "A reload of php-fpm stops and starts all its pools.";

    /// <summary>What a restart of php-fpm disturbs.</summary>
    public const string FpmRestart = "A restart of php-fpm stops and starts all its pools.";
}
