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
        [
            .. FindingText.OfSettings(ConcernedUpstreams.Of(context, endpoint, errors), "read_timeout"),
            .. Full(context, endpoint, errors).Take(1).Select(line => new FindingEvidence("php-fpm's log", line.Text, line.Path, line.LineNumber, line.Time)),
        ];

    /// <inheritdoc/>
    protected override string Explain(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors)
    {
        UpstreamProtocol protocol = ConcernedUpstreams.ProtocolOf(errors);
        return $"{(protocol == UpstreamProtocol.FastCgi ? "PHP" : "The application")} took longer than {SettingCatalogue.PrefixOf(protocol)}read_timeout, so that nginx gave up: visitors got a 504, which is no 502."
            + (Full(context, endpoint, errors).Length > 0 ? $" All workers of pool {endpoint!.Pool!.Pool} were busy in that time, so that some of them only waited for a free one." : string.Empty);
    }

    /// <inheritdoc/>
    protected override IEnumerable<Remedy> Mend(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) =>
    [
        ConcernedUpstreams.ProtocolOf(errors) == UpstreamProtocol.FastCgi
            ? SlowScript.Find(context, endpoint?.Pool?.Pool, endpoint?.Pool)
            : new Remedy("See what the application does in that time: its own log tells."),
        .. Full(context, endpoint, errors).Length > 0 && TuningText.MoreWorkers(context, endpoint!.Pool!) is { } more ? (Remedy[])[more] : [],
        .. TuningText.Upstreams(
            ConcernedUpstreams.Of(context, endpoint, errors),
            $"Where it may take that long, let nginx wait longer in that place ({SettingCatalogue.PrefixOf(ConcernedUpstreams.ProtocolOf(errors))}read_timeout).",
            upstream => $"-ReadTimeout {TuningText.Seconds(Math.Max(LeastSeconds, 2 * (upstream.ReadTimeout?.TotalSeconds ?? LeastSeconds)))}"),
    ];

    /// <summary>True while a page is slow: good answers of others say nothing of it, as where sites share a log. What does not run is not slow.</summary>
    protected override bool GoesOn(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors) => endpoint is not { IsDown: true } && (base.GoesOn(context, endpoint, errors)
        || (errors.Any(error => error.Outcome is { IsLastUntried: true }) && context.GoesOn([.. errors.Select(error => error with { Outcome = error.Outcome is { } outcome ? outcome with { IsShared = true } : null })], context.NginxLoadedAt)));

    // Who gets a time-out has waited for as long as nginx lets him.
    private static LogExcerpt[] Full(DiagnosisContext context, DiagnosedEndpoint? endpoint, ErrorEvidence[] errors)
    {
        if (endpoint?.Pool is not { } pool)
        {
            return [];
        }

        DateTime? from = errors.Min(error => error.First) - (ConcernedUpstreams.Of(context, endpoint, errors).Max(upstream => upstream.ReadTimeout) ?? TimeSpan.FromSeconds(LeastSeconds)) - SameMoment;
        DateTime? to = errors.Max(error => error.Last) + SameMoment;
        return [.. context.TellingOf(pool.MasterConfigurationPath, FpmLogEvent.MaxChildrenReached).Where(full => full.Pool == pool.Pool).SelectMany(full => full.Samples).Where(line => line.Time >= from && line.Time <= to)];
    }
}
