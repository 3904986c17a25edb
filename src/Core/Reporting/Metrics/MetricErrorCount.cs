namespace Nginx502;

/// <summary>Errors since the counting began.</summary>
/// <param name="Symptom">What nginx saw.</param>
/// <param name="Upstream">The endpoint or the group as the configuration names it; <c>other</c> for all that it does not know.</param>
/// <param name="Count">How many.</param>
public sealed record MetricErrorCount(Symptom Symptom, string Upstream, long Count)
{
    /// <summary>Symptom, upstream and count.</summary>
    public override string ToString() => $"{Symptom} {Upstream} {Count}";
}
