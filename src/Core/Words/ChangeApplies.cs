namespace Nginx502;

/// <summary>
/// How a change takes effect. php-fpm applies owner, group and mode of a socket and the length of its queue on a restart only
/// (php-src: sapi/fpm/fpm/fpm_sockets.c takes over listening sockets on a reload; seen on PHP-FPM 8.2.36).
/// </summary>
public enum ChangeApplies
{
    /// <summary>At once.</summary>
    Live,

    /// <summary>When nginx is reloaded.</summary>
    NginxReload,

    /// <summary>When php-fpm is reloaded; all pools of the master are stopped and started.</summary>
    FpmReload,

    /// <summary>When php-fpm is restarted; a reload does not apply it.</summary>
    FpmRestart,
}
