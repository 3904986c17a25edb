namespace Nginx502.Lab.Incidents;

/// <summary>What is true of an incident, written down before any diagnosis saw it.</summary>
/// <param name="Cause">Why the site is broken.</param>
/// <param name="Status">What visitors get: 502, 504 or 500; 200 for a part of their answer; null where they get it.</param>
/// <param name="Remedy">A word that the description or the command of one remedy has, whatever its case; several, of which one is enough, have a <c>|</c> between them.</param>
public sealed record IncidentTruth(Cause Cause, int? Status, string Remedy)
{
    /// <summary>Causes that the reference names for the same situation, and that are as right.</summary>
    public IReadOnlyList<Cause> Also { get; init; } = [];

    /// <summary>Causes that must be named too, in any place.</summary>
    public IReadOnlyList<Cause> Mentioned { get; init; } = [];

    /// <summary>True when it hurts now, false when it is over; null where both can be said, as of a danger that hurts nobody yet.</summary>
    public bool? IsPresent { get; init; } = true;
}
