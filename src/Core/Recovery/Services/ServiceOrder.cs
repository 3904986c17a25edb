namespace Nginx502.Recovery;

/// <summary>What a service manager is told to do.</summary>
internal enum ServiceOrder
{
    /// <summary>Start what does not run.</summary>
    Start,

    /// <summary>Stop it and start it.</summary>
    Restart,
}
