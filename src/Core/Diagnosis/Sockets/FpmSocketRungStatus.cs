namespace Nginx502;

/// <summary>What became of one rung of a socket's test.</summary>
public enum FpmSocketRungStatus
{
    /// <summary>It holds.</summary>
    Passed,

    /// <summary>It does not: nothing above it can be had.</summary>
    Failed,

    /// <summary>A rung below failed.</summary>
    NotReached,

    /// <summary>It could not be looked at; the reason is in the detail.</summary>
    NotSeen,

    /// <summary>There is nothing of the kind: a TCP address has no file, and another machine's queue is not ours to see.</summary>
    NotApplicable,
}
