namespace Nginx502;

/// <summary>One look whether visitors are served: a request to a site from this machine, or a round trip to an endpoint as nginx's worker. Its texts are safe to show.</summary>
/// <param name="Target">The site's address, or the endpoint.</param>
/// <param name="Passed">True when it was answered well.</param>
/// <param name="Detail">What came: a status, or why none did.</param>
/// <param name="Time">When, local time.</param>
/// <param name="Latency">How long it took.</param>
public sealed record RecoveryProbe(string Target, bool Passed, string Detail, DateTime Time, TimeSpan Latency)
{
    /// <summary>The status of a site's answer; null when there was none, or none was asked for.</summary>
    public int? Status { get; init; }

    /// <summary>True for an endpoint, or nginx itself, that answers by workers whose master is gone: visitors are served as long as these last, and nobody looks after them.</summary>
    public bool IsMasterGone { get; init; }

    /// <summary>True for a site, false for an endpoint or nginx itself.</summary>
    public bool IsSite { get; init; }

    /// <summary>True for an endpoint of which nothing failed, and that could not be looked at to the end.</summary>
    internal bool IsUnseen { get; init; }

    /// <summary>True for nginx itself.</summary>
    internal bool IsNginx { get; init; }

    /// <summary>The target and what came of it.</summary>
    public override string ToString() => $"{Target}: {Detail}";
}
