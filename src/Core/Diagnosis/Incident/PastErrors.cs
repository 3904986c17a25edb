namespace Nginx502.Diagnosis;

/// <summary>Errors that are over, with what they were of as far as that is known.</summary>
/// <param name="Episode">The errors.</param>
/// <param name="Outage">The time without php-fpm in which they came; null when they came in none.</param>
/// <param name="Loss">The time without its socket's file in which they came; null when they came in none.</param>
internal sealed record PastErrors(ErrorEpisode Episode, PastOutage? Outage, PastSocketLoss? Loss)
{
    /// <summary>What errors of one time were of.</summary>
    public static PastErrors Of(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEpisode episode)
    {
        Symptom[] symptoms = [.. episode.Errors.Select(error => error.Symptom)];
        PastOutage? outage = endpoint is not null && symptoms.All(symptom => symptom is Symptom.SocketMissing or Symptom.ConnectionRefused or Symptom.NoLiveUpstreams)
            ? PastOutage.Of(context, endpoint, episode)
            : null;
        PastSocketLoss? loss = outage is null && endpoint is not null && symptoms.All(symptom => symptom == Symptom.SocketMissing)
            ? PastSocketLoss.Of(context, endpoint, episode.First?.From, episode.Last?.To)
            : null;
        return new PastErrors(episode, outage, loss);
    }

    /// <summary>True for errors of the same trouble as the next ones: of one outage, of one loss, or alike where nothing else is known of them.</summary>
    public bool IsSameAs(PastErrors next, DiagnosisContext context, DiagnosedEndpoint? endpoint) => next.Loss is not null
        ? Outage is null && Symptoms.SetEquals(next.Symptoms) && !IsAnyBetween(next, context, endpoint!)
        : Outage?.Down == next.Outage?.Down && Loss is null && (Outage is not null || Symptoms.SetEquals(next.Symptoms));

    // Who came long before the start that ended a loss met it too, where php-fpm ran all the time.
    private bool IsAnyBetween(PastErrors next, DiagnosisContext context, DiagnosedEndpoint endpoint) =>
        PastOutage.EventsOf(context, endpoint).Any(happened => happened.Time >= Episode.Last?.From && happened.Time <= next.Episode.First?.To);

    private HashSet<Symptom> Symptoms => [.. Episode.Errors.Select(error => error.Symptom)];
}
