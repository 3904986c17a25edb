namespace Nginx502;

/// <summary>What came of asking a pool for its status: the status, or why there is none and what to do about it.</summary>
public sealed class FpmStatusResult
{
    internal FpmStatusResult(FastCgiResponse response) => Response = response;

    /// <summary>The status; null when there is none.</summary>
    public FpmStatus? Status { get; internal init; }

    /// <summary>Why there is none; null when there is one.</summary>
    public FpmStatusProblem? Problem { get; internal init; }

    /// <summary>The problem in a sentence that is safe to show; empty when there is none.</summary>
    public string Message { get; internal init; } = string.Empty;

    /// <summary>What would make it readable, also when it could not be read since no worker was free.</summary>
    public IReadOnlyList<Remedy> Remedies { get; internal init; } = [];

    /// <summary>The answer as it came.</summary>
    public FastCgiResponse Response { get; }

    /// <summary>The status, or the problem.</summary>
    public override string ToString() => Status?.ToString() ?? Message;
}
