namespace Nginx502;

/// <summary>What nginx logged while a load ran, whoever's request it was. Its texts are safe to show.</summary>
/// <param name="Symptom">What nginx saw.</param>
/// <param name="Upstream">The upstream; null when the lines name none.</param>
/// <param name="Endpoint">The endpoint of php-fpm that it is; null when it is none.</param>
/// <param name="Count">How many lines.</param>
public sealed record LoadSymptom(Symptom Symptom, string? Upstream, FpmEndpoint? Endpoint, long Count)
{
    /// <summary>Symptom and count.</summary>
    public override string ToString() => FormattableString.Invariant($"{Symptom} x {Count}");
}
