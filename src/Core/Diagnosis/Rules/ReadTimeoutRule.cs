using Nginx502.Nginx;

namespace Nginx502.Diagnosis;

/// <summary>nginx gave up waiting for the answer: that is a 504, and no 502.</summary>
internal sealed class ReadTimeoutRule() : SymptomRule(Cause.ReadTimeoutTooShort, Symptom.ResponseTimedOut)
{
    private const double LeastSeconds = 60;

    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override int? Status => 504;

    /// <inheritdoc/>
    protected override Confidence Confidence => Confidence.Likely;

    /// <inheritdoc/>
    protected override string ConfidenceReason => "nginx says that it waited; what was slow is known to the other side.";

    /// <inheritdoc/>
    protected override IEnumerable<FindingEvidence> Facts(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
        FindingText.OfSettings(ConcernedUpstreams.Of(context, endpoint, errors), "read_timeout");

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors)
    {
        UpstreamProtocol protocol = ConcernedUpstreams.ProtocolOf(errors);
        return $"{(protocol == UpstreamProtocol.FastCgi ? "PHP" : "The application")} took longer than {SettingCatalogue.PrefixOf(protocol)}read_timeout, so that nginx gave up: visitors got a 504, which is no 502.";
    }

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors)
    {
        UpstreamProtocol protocol = ConcernedUpstreams.ProtocolOf(errors);
        string directive = $"{SettingCatalogue.PrefixOf(protocol)}read_timeout";
        IReadOnlyList<NginxUpstream> upstreams = ConcernedUpstreams.Of(context, endpoint, errors);
        yield return protocol == UpstreamProtocol.FastCgi
            ? SlowScript.Find(context, endpoint?.Pool?.Pool, endpoint?.Pool)
            : new Remedy("See what the application does in that time: its own log tells.");
        if (upstreams.Count == 0)
        {
            yield return TuningText.ByHand(context, "Where it may take that long, let nginx wait longer", $"{directive} {TuningText.Seconds(2 * LeastSeconds)}s", errors);
            yield break;
        }

        foreach (Remedy remedy in TuningText.Upstreams(
            upstreams,
            $"Where it may take that long, let nginx wait longer in that place ({directive}, {upstreams[0].GetSetting(directive)?.Path ?? upstreams[0].Path}:{upstreams[0].GetSetting(directive)?.LineNumber ?? upstreams[0].LineNumber}).",
            upstream => $"-ReadTimeout {TuningText.Seconds(Math.Max(LeastSeconds, 2 * (upstream.ReadTimeout?.TotalSeconds ?? LeastSeconds)))}"))
        {
            yield return remedy;
        }
    }

    /// <summary>True while a page is slow: good answers of others say nothing of it, as where sites share a log. What does not run is not slow.</summary>
    protected override bool GoesOn(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) => endpoint is not { IsDown: true } && (base.GoesOn(context, endpoint, errors)
        || (errors.Any(error => error.Outcome is { IsLastUntried: true }) && context.GoesOn([.. errors.Select(error => error with { Outcome = error.Outcome is { } outcome ? outcome with { IsShared = true } : null })], context.NginxLoadedAt)));

    /// <inheritdoc/>
    protected override Finding Complete(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors, Finding finding) =>
        endpoint?.Pool is { } pool && Full(context, pool, Waits(context, endpoint, errors)) is { } full
            ? finding with
            {
                Explanation = $"{finding.Explanation} All workers of pool {pool.Pool} were busy in that time, so that some of them only waited for a free one.",
                Evidence = [.. finding.Evidence, new FindingEvidence("php-fpm's log", full.Text, full.Path, full.LineNumber, full.Time)],
                Remedies = [.. finding.Remedies.Take(1), .. TuningText.MoreWorkers(context, pool) is { } more ? (Remedy[])[more] : [], .. finding.Remedies.Skip(1)],
            }
            : finding;

    // The last line of php-fpm that says so of the time in which one of them waited.
    private static LogExcerpt? Full(DiagnosisContext context, FpmPool pool, ErrorSpell[] waits) => context.TellingOf(pool.MasterConfigurationPath, FpmLogEvent.MaxChildrenReached)
        .Where(full => full.Pool == pool.Pool)
        .SelectMany(full => full.Samples)
        .FirstOrDefault(line => Array.Exists(waits, wait => line.Time >= wait.First && line.Time <= wait.Last));

    // Who gets a time-out has waited for as long as nginx lets him; where their times are not counted, from the first to the last.
    private static ErrorSpell[] Waits(DiagnosisContext context, DiagnosedEndpoint endpoint, ErrorEvidence[] errors)
    {
        TimeSpan longest = (ConcernedUpstreams.Of(context, endpoint, errors).Max(upstream => upstream.ReadTimeout) ?? TimeSpan.FromSeconds(LeastSeconds)) + SameMoment;
        return
        [
            .. errors.SelectMany(error => error.Spells.Length > 0 ? error.Spells : error is { First: { } first, Last: { } last } ? [new ErrorSpell(first, last)] : Array.Empty<ErrorSpell>())
                .Select(spell => new ErrorSpell(spell.First - longest, spell.Last + SameMoment)),
        ];
    }
}
