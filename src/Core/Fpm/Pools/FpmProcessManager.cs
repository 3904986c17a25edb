namespace Nginx502;

/// <summary>How a pool decides how many workers it has (php-src: sapi/fpm/fpm/fpm_conf.c, fpm_conf_set_pm).</summary>
public enum FpmProcessManager
{
    /// <summary>The directive is missing or wrong: php-fpm does not start.</summary>
    None,

    /// <summary><c>static</c>: always pm.max_children.</summary>
    Static,

    /// <summary><c>dynamic</c>: between the spare servers and pm.max_children.</summary>
    Dynamic,

    /// <summary><c>ondemand</c>: none until a request comes.</summary>
    OnDemand,
}
