namespace Nginx502.Recovery;

/// <summary>What a line of the journal of recoveries tells.</summary>
internal enum RunEvent
{
    /// <summary>A run that has something to do begins.</summary>
    Begin,

    /// <summary>A step is about to be done.</summary>
    StepBegin,

    /// <summary>A step was done, or failed.</summary>
    StepEnd,

    /// <summary>A run is over.</summary>
    End,

    /// <summary>A later run found that this one was killed, and what it was at.</summary>
    Interrupted,

    /// <summary>A person had the acts forgotten that were counted so far.</summary>
    Reset,
}
