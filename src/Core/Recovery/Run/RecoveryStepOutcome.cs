namespace Nginx502;

/// <summary>What became of a step.</summary>
public enum RecoveryStepOutcome
{
    /// <summary>It was not done: an earlier one was enough, or it was not allowed.</summary>
    NotDone,

    /// <summary>It was done, and answers are good since.</summary>
    Recovered,

    /// <summary>It was done, and did not help by itself; what it did stays, since it is right in any case.</summary>
    Done,

    /// <summary>It was done, made nothing better, and was undone.</summary>
    Undone,

    /// <summary>It could not be done.</summary>
    Failed,

    /// <summary>A person said no.</summary>
    Declined,
}
