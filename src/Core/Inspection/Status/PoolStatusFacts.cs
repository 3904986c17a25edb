using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>What was collected of one pool, before anything is made of it.</summary>
internal sealed record PoolStatusFacts
{
    /// <summary>When it was looked at, local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>The pool; null when an endpoint was asked and none is known.</summary>
    public FpmPool? Pool { get; init; }

    /// <summary>Where it listens.</summary>
    public FpmEndpoint? Endpoint { get; init; }

    /// <summary>Where its page was asked for; null when it was not.</summary>
    public FpmEndpoint? StatusEndpoint { get; init; }

    /// <summary>What came of asking for its page; null when it was not asked.</summary>
    public FpmStatusResult? Page { get; init; }

    /// <summary>Its listening socket before it was asked; null when it was not seen.</summary>
    public ListeningSocket? Queue { get; init; }

    /// <summary>What its workers do; null when they are not known to this machine.</summary>
    public FpmWorkerSample? Sample { get; init; }

    /// <summary>True when the file of the pool was changed since php-fpm loaded it: what it says is not what php-fpm goes by.</summary>
    public bool IsFileChanged { get; init; }

    /// <summary>What could not be looked at.</summary>
    public IReadOnlyList<NotSeen> NotSeen { get; init; } = [];
}
