namespace Nginx502;

/// <summary>How long answers took, whatever their status. All zero when there was none.</summary>
/// <param name="Minimum">The shortest.</param>
/// <param name="Mean">The mean.</param>
/// <param name="P50">What half took at most.</param>
/// <param name="P75">What 75 of 100 took at most.</param>
/// <param name="P90">What 90 of 100 took at most.</param>
/// <param name="P95">What 95 of 100 took at most.</param>
/// <param name="P99">What 99 of 100 took at most.</param>
/// <param name="P999">What 999 of 1000 took at most.</param>
/// <param name="Maximum">The longest.</param>
public sealed record LoadLatency(TimeSpan Minimum, TimeSpan Mean, TimeSpan P50, TimeSpan P75, TimeSpan P90, TimeSpan P95, TimeSpan P99, TimeSpan P999, TimeSpan Maximum)
{
    /// <summary>The middle and the slow end.</summary>
    public override string ToString() => FormattableString.Invariant($"p50 {P50.TotalMilliseconds:0.###} ms, p99 {P99.TotalMilliseconds:0.###} ms");
}
