namespace Nginx502;

/// <summary>What a port is for.</summary>
public enum FirewallPortUse
{
    /// <summary>Visitors come by it: nginx listens.</summary>
    Web,

    /// <summary>php-fpm: whoever reaches it runs any code.</summary>
    Fpm,

    /// <summary>Something else.</summary>
    Other,
}
