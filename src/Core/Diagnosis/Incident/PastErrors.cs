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

    /// <summary>True for errors of the same trouble: of one outage, or alike where nothing else is known of them.</summary>
    public bool IsSameAs(PastErrors other) => Outage?.Down == other.Outage?.Down && Loss?.Up == other.Loss?.Up
        && (Outage is not null || Loss is not null || Symptoms.SetEquals(other.Symptoms));

    private HashSet<Symptom> Symptoms => [.. Episode.Errors.Select(error => error.Symptom)];
}
