namespace Nginx502.Diagnosis;

/// <summary>php-fpm reloads itself after too many crashes, which ends every request of every pool.</summary>
internal sealed class EmergencyRestartRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        IReadOnlyList<FpmEventEvidence> events = context.Telling(FpmLogEvent.EmergencyRestart);
        if (events.Count == 0)
        {
            yield break;
        }

        yield return FindingText.WithEvents(
            new Finding
            {
                Cause = Cause.EmergencyRestart,
                Severity = context.SeverityOf(null, context.Showing(Symptom.ConnectionReset, Symptom.ConnectionClosedEarly)),
                Confidence = Confidence.Certain,
                ConfidenceReason = "php-fpm itself says so.",

                // It is a reload itself: what was loaded since says nothing.
                IsPresent = context.GoesOn(events, context.Showing(Symptom.ConnectionReset, Symptom.ConnectionClosedEarly), null),
                Status = 502,
                Explanation = "So many workers crashed in so short a time that php-fpm reloaded itself, which ends the requests of all pools. What makes them crash is to be mended.",
                Remedies = [new Remedy("See what the workers died of.", "Get-FpmLogEntry -Event ChildExitedOnSignal -Tail 20")],
                First = events.Min(found => found.First),
                Last = events.Max(found => found.Last),
            },
            events);
    }
}
