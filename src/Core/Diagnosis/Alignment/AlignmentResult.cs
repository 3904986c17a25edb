namespace Nginx502;

/// <summary>
/// Whether one upstream of nginx and the pool that it leads to agree; or an upstream that leads to none, or a pool that none leads
/// to. Its texts are safe to show.
/// </summary>
/// <param name="Passed">True when visitors get no errors for it: nothing of severity Error or worse was found.</param>
/// <param name="Server">The virtual server; null for a pool that nobody uses.</param>
/// <param name="Location">The location; null for a pool that nobody uses.</param>
/// <param name="Upstream">What nginx hands over to, as written; null for a pool that nobody uses.</param>
/// <param name="Endpoint">The endpoint that nginx connects to, or that the pool listens on; null where it is known for each request only.</param>
/// <param name="Pool">The pool that listens there; null when none does.</param>
/// <param name="ConfigurationPath">The pool's file; null without a pool.</param>
/// <param name="PhpVersion">The pool's version of PHP; null when it is not known.</param>
/// <param name="Mismatches">What was found, the worst first.</param>
/// <param name="NotSeen">What could not be looked at.</param>
public sealed record AlignmentResult(
    bool Passed,
    string? Server,
    string? Location,
    string? Upstream,
    FpmEndpoint? Endpoint,
    string? Pool,
    string? ConfigurationPath,
    string? PhpVersion,
    AlignmentMismatch[] Mismatches,
    NotSeen[] NotSeen)
{
    /// <summary>The pool that was probably meant, where none listens; null where one does, and where another program was meant.</summary>
    public string? LikelyPool { get; init; }

    /// <summary>True where that is sure: nginx's address is like that pool's and like no other's. False where a person has to say so.</summary>
    public bool IsLikelyPoolMeant { get; init; }

    /// <summary>The file of that pool.</summary>
    public string? LikelyConfigurationPath { get; init; }

    /// <summary>The worst that was found; null when nothing was.</summary>
    public Severity? WorstSeverity => Mismatches.Length == 0 ? null : Mismatches.Max(mismatch => mismatch.Severity);

    /// <summary>What leads where, and how it is.</summary>
    public override string ToString() =>
        $"{Server ?? "(no server)"} -> {Pool ?? Upstream}: {(Mismatches.Length == 0 ? "aligned" : string.Join(", ", Mismatches.Select(mismatch => mismatch.Kind)))}";
}
