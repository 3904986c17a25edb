namespace Nginx502;

/// <summary>What a worker of php-fpm does (php-src: sapi/fpm/fpm/fpm_request.c, requests_stages).</summary>
public enum FpmProcessState
{
    /// <summary>A state that is not known here.</summary>
    Unknown,

    /// <summary>It was forked and did not come to its first connection yet; php-fpm prints <c>(null)</c>.</summary>
    Starting,

    /// <summary><c>Idle</c>: it waits for a connection.</summary>
    Idle,

    /// <summary><c>Reading headers</c>: it has a connection and waits for a request. One that is kept open by its client stays here, and keeps the worker.</summary>
    ReadingHeaders,

    /// <summary><c>Getting request information</c>: it read the parameters.</summary>
    GettingRequestInformation,

    /// <summary><c>Running</c>: it runs the script.</summary>
    Running,

    /// <summary><c>Ending</c>: the script has ended.</summary>
    Ending,

    /// <summary><c>Finishing</c>: it cleans up.</summary>
    Finishing,
}
