namespace Nginx502.Diagnosis;

/// <summary>Errors that are over, with what they were of as far as that is known.</summary>
/// <param name="Episode">The errors.</param>
/// <param name="Outage">The time without php-fpm in which they came; null when they came in none.</param>
/// <param name="Loss">The time without its socket's file in which they came; null when they came in none.</param>
internal sealed record PastErrors(ErrorEpisode Episode, PastOutage? Outage, PastSocketLoss? Loss)
{
    // Logs count seconds, and an end takes a moment.
    private static readonly TimeSpan OneEnd = TimeSpan.FromSeconds(2);

    /// <summary>What errors of one time were of.</summary>
    public static PastErrors Of(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEpisode episode)
    {
        Symptom[] symptoms = [.. episode.Errors.Select(error => error.Symptom)];
        PastOutage? outage = endpoint is null ? null : OutageOf(context, endpoint, episode);
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

    // Who was being served when php-fpm ended was cut off, and is of the same outage.
    private static PastOutage? OutageOf(DiagnosisContext context, DiagnosedEndpoint endpoint, ErrorEpisode episode)
    {
        ErrorEvidence[] cut = [.. episode.Errors.Where(error => error.Symptom is Symptom.ConnectionReset or Symptom.ConnectionClosedEarly or Symptom.ConnectionClosedWhileSending or Symptom.ResponseTruncated)];
        ErrorEvidence[] refused = [.. episode.Errors.Where(error => error.Symptom is Symptom.SocketMissing or Symptom.ConnectionRefused or Symptom.NoLiveUpstreams)];
        if (refused.Length == 0 || cut.Length + refused.Length < episode.Errors.Length)
        {
            return null;
        }

        PastOutage? outage = PastOutage.Of(context, endpoint, cut.Length == 0 ? episode : ErrorEpisode.Only(episode, refused));
        return outage is not null && cut.All(error => error.First >= outage.Down.Time - OneEnd && error.Last <= outage.Down.Time + OneEnd) ? outage : null;
    }

    private HashSet<Symptom> Symptoms => [.. Episode.Errors.Select(error => error.Symptom)];
}
