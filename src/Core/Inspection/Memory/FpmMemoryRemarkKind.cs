namespace Nginx502;

/// <summary>What is to be said about a measurement.</summary>
public enum FpmMemoryRemarkKind
{
    /// <summary>No php-fpm runs with the pool: nothing was measured.</summary>
    NotRunning,

    /// <summary>The pool has no worker now: nothing was measured.</summary>
    NoWorkers,

    /// <summary>Too few workers to tell what the next one takes.</summary>
    FewWorkers,

    /// <summary>Most workers have hardly worked yet: they show a quarter of what they will take.</summary>
    NewWorkers,

    /// <summary>The exact figures may not be read by this user: they were estimated.</summary>
    Estimated,

    /// <summary>What limits the memory was not seen in full.</summary>
    LimitNotSeen,

    /// <summary>There is no room for one worker.</summary>
    NoRoom,

    /// <summary>The workers that the configuration allows do not fit into memory.</summary>
    TooManyChildren,

    /// <summary>Older workers take more than younger ones.</summary>
    Growing,

    /// <summary>Memory of workers is swapped out.</summary>
    Swapped,

    /// <summary>The processors are busy: more workers would only wait for them.</summary>
    ProcessorBound,

    /// <summary>The limit of a control group stops it: more workers would share the same time.</summary>
    Throttled,

    /// <summary>Most busy workers wait for something slow: more of them would wait as well.</summary>
    SlowBackend,

    /// <summary>Most busy workers wait for a lock, as that of a session: more of them would wait as well.</summary>
    LockedOut,

    /// <summary>Workers stand still: a signal stopped them.</summary>
    Stopped,
}
