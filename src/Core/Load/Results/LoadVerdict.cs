namespace Nginx502;

/// <summary>How a step of a load went.</summary>
public enum LoadVerdict
{
    /// <summary>Every request was answered well, and in time.</summary>
    Held,

    /// <summary>Requests failed.</summary>
    Failed,

    /// <summary>It took longer than the bound.</summary>
    TooSlow,

    /// <summary>The rate was not reached: requests were due that no connection was free for.</summary>
    RateNotReached,
}
