namespace Nginx502;

/// <summary>The half of php-fpm alone: what it answered to the probe over FastCGI, without nginx. Its texts are safe to show.</summary>
/// <param name="State">What came of it.</param>
/// <param name="Explanation">Why: sentences.</param>
/// <param name="Endpoint">Where it was asked; null where the pool has no address.</param>
/// <param name="AskedAs">The user whose rights it was asked with, nginx's worker's; null for those of this process, and where it was not asked.</param>
/// <param name="Status">The status of the answer; null where there was none.</param>
/// <param name="Duration">How long the answer took; null where it was not asked.</param>
public sealed record FpmIntegration(IntegrationState State, string Explanation, FpmEndpoint? Endpoint, string? AskedAs, int? Status, TimeSpan? Duration)
{
    /// <summary>The state and why.</summary>
    public override string ToString() => $"{State}: {Explanation}";
}
