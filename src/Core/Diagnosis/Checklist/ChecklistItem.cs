namespace Nginx502;

/// <summary>One item of the checklist: what was looked at, what was found, and what mends it. Its texts are safe to show.</summary>
/// <param name="Phase">The phase that it belongs to.</param>
/// <param name="Check">What is checked, a few words: <c>socket permission</c>. Stable, for scripts.</param>
/// <param name="Subject">Of what: a service, an endpoint, a pool, a file, a port.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Found">What was found, a sentence or two; for what was skipped or not seen the reason.</param>
/// <param name="LookedAt">What was looked at.</param>
/// <param name="Remedies">What mends it, or makes it seen, the best first; empty where nothing need be done.</param>
/// <param name="Time">When it was looked at, local time.</param>
public sealed record ChecklistItem(
    ChecklistPhase Phase, string Check, string Subject, ChecklistStatus Status, string Found, string LookedAt, Remedy[] Remedies, DateTime Time)
{
    /// <summary>True when it was looked at and visitors get no errors for it: a warning passes.</summary>
    public bool Passed => Status is ChecklistStatus.Passed or ChecklistStatus.Warning;

    /// <summary>The best remedy; null when there is none.</summary>
    public Remedy? Remedy => Remedies.Length > 0 ? Remedies[0] : null;

    /// <summary>The endpoint; null when it is of none.</summary>
    public FpmEndpoint? Endpoint { get; init; }

    /// <summary>The pool; null when it is of none.</summary>
    public string? Pool { get; init; }

    /// <summary>The pool's file; null when it is of none.</summary>
    public string? ConfigurationPath { get; init; }

    /// <summary>The check, its subject, and what became of it.</summary>
    public override string ToString() => $"{Check} {Subject}: {Status}";
}
