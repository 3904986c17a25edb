namespace Nginx502;

/// <summary>Which half of a site fails.</summary>
public enum IntegrationHalf
{
    /// <summary>None that was tested.</summary>
    None,

    /// <summary>php-fpm, without nginx.</summary>
    Fpm,

    /// <summary>nginx, and what it hands over: php-fpm alone is well, or was not tested.</summary>
    Nginx,

    /// <summary>Both, each by a fault of its own.</summary>
    Both,
}
