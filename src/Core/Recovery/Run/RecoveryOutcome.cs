namespace Nginx502;

/// <summary>What became of a recovery.</summary>
public enum RecoveryOutcome
{
    /// <summary>Nothing was wrong: nothing was done.</summary>
    Healthy,

    /// <summary>Good answers are back, after a step or by themselves.</summary>
    Recovered,

    /// <summary>All that could be done was done, and answers are still bad.</summary>
    NotRecovered,

    /// <summary>Nothing was done: what is wrong takes a person.</summary>
    PersonNeeded,

    /// <summary>Nothing was done: somebody wants it so, or works on it. Stopped on purpose, suspended, a package manager at work, the system starting or stopping.</summary>
    Held,

    /// <summary>Nothing was done: it was mended too often of late, and mending it once more would hide the trouble.</summary>
    Flapping,

    /// <summary>Nothing was done: a person said no.</summary>
    Declined,
}
