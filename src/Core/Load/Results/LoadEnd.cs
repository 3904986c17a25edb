namespace Nginx502;

/// <summary>Why a load ended.</summary>
public enum LoadEnd
{
    /// <summary>Its time was over.</summary>
    Duration,

    /// <summary>All its requests were sent and answered.</summary>
    Requests,

    /// <summary>What was looked for was found: a step failed or was too slow.</summary>
    LimitFound,

    /// <summary>The highest step held.</summary>
    HighestStep,

    /// <summary>Nothing answered at all; the rest was spared.</summary>
    NothingAnswered,
}
