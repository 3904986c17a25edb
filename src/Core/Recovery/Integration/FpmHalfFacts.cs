namespace Nginx502.Recovery;

/// <summary>What was collected of php-fpm alone.</summary>
internal sealed record FpmHalfFacts
{
    /// <summary>True when its php-fpm runs.</summary>
    public bool IsRunning { get; init; } = true;

    /// <summary>What stands in the way of a probe and is no fault, as a restriction of the pool; null for nothing.</summary>
    public string? Restriction { get; init; }

    /// <summary>Why it could not be asked; null when it could.</summary>
    public NotSeen? Obstacle { get; init; }

    /// <summary>What came of asking; null when it was not asked.</summary>
    public FastCgiResponse? Response { get; init; }

    /// <summary>Whose rights it was asked with; null for the own ones.</summary>
    public string? AskedAs { get; init; }

    /// <summary>The user of nginx's worker where the kernel does not let him connect, so that it was asked with the own rights; null where it does, and where that was not seen.</summary>
    public string? DeniedTo { get; init; }

    /// <summary>The answer, read; null when it is none of ours.</summary>
    public PhpProbeAnswer? Answer => Response is { Failure: null, Status: 200 } response ? PhpProbeReader.Read(response.BodyBytes) : null;
}
