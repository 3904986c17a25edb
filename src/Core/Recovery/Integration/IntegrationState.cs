namespace Nginx502;

/// <summary>What came of one half of an integration test.</summary>
public enum IntegrationState
{
    /// <summary>It was not tested: something stands in the way that is no fault, and the explanation says what.</summary>
    Skipped,

    /// <summary>It could not be seen from here whether it is well.</summary>
    NotSeen,

    /// <summary>It is well.</summary>
    Passed,

    /// <summary>It fails.</summary>
    Failed,
}
