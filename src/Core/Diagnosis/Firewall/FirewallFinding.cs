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

    /// <summary>The same where something is not known: that is said, and nothing passes by it but what is open all the same.</summary>
    /// <param name="doubt">What is not known, a sentence; null when all is.</param>
    /// <param name="state">What becomes of connections.</param>
    public FirewallFinding WithDoubt(string? doubt, FirewallState state)
    {
        if (doubt is null)
        {
            return this;
        }

        bool isOpen = Passed && state == FirewallState.Open;
        return this with
        {
            Passed = isOpen,
            Severity = isOpen ? Nginx502.Severity.Note : Severity is { } severity && severity > Nginx502.Severity.Warning ? severity : Nginx502.Severity.Warning,
            Explanation = $"{Explanation} {doubt}",
        };
    }
}
