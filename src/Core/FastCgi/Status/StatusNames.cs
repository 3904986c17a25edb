namespace Nginx502.FastCgi;

/// <summary>The names of the status page in the order in which php-fpm prints them, in any version.</summary>
internal static class StatusNames
{
    /// <summary>What is said of a pool.</summary>
    public static readonly string[] Pool =
    [
        "pool", "process manager", "start time", "start since", "accepted conn", "listen queue", "max listen queue", "listen queue len", "idle processes",
        "active processes", "total processes", "max active processes", "max children reached", "slow requests", "memory peak",
    ];

    /// <summary>What is said of a worker.</summary>
    public static readonly string[] Process =
    [
        "pid", "client", "state", "start time", "start since", "requests", "request duration", "request method", "request uri", "content length", "user", "script",
        "last request cpu", "last request memory",
    ];
}
