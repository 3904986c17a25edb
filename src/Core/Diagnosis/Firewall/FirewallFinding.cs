namespace Nginx502.Diagnosis;

/// <summary>What is thought of a port.</summary>
/// <param name="Passed">True when it is as it should be.</param>
/// <param name="Severity">How bad it is; null when it is not.</param>
/// <param name="Explanation">Sentences.</param>
/// <param name="Remedies">What can be done.</param>
internal sealed record FirewallFinding(bool Passed, Severity? Severity, string Explanation, IReadOnlyList<Remedy> Remedies)
{
    /// <summary>All is well.</summary>
    public static FirewallFinding Good(string explanation) => new(true, null, explanation, []);
}
