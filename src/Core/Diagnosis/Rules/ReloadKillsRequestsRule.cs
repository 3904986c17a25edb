namespace Nginx502.Diagnosis;

/// <summary>A reload or restart of php-fpm ended running requests.</summary>
internal sealed class ReloadKillsRequestsRule : IDiagnosisRule
{
    private const double UsualGrace = 10;
    private const double MostGrace = 20;

    private static readonly Symptom[] Symptoms =
        [Symptom.ConnectionReset, Symptom.ConnectionClosedEarly, Symptom.ConnectionClosedWhileSending, Symptom.ConnectionRefused, Symptom.SocketMissing, Symptom.ResponseTruncated];

    // Only these are of requests that ran; beside them some found the socket closed for a moment.
    private static readonly Symptom[] Ended = [Symptom.ConnectionReset, Symptom.ConnectionClosedEarly, Symptom.ConnectionClosedWhileSending, Symptom.ResponseTruncated];

    // The log counts seconds, and what is ended in one is noticed in the next.
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Shortly = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => endpoint is { IsFailing: false, Pool: not null }))
        {
            string master = endpoint.Pool!.MasterConfigurationPath;
            DateTime[] reloads = [.. Times(context, master).Distinct()];

            // Every line that is at hand came with a reload: what happens beside it is another trouble.
            ErrorEvidence[] errors = [.. endpoint.Showing(Symptoms).Where(error => error.Samples.Length > 0 && error.Samples.All(sample => IsNear(reloads, sample.Time)) && !BeganBefore(error, reloads))];
            if (!errors.Any(error => Ended.Contains(error.Symptom)) || context.TellingOf(master, FpmLogEvent.ChildExitedOnSignal, FpmLogEvent.ExecutionTimedOut).Any(found => found.Signal != 15 && found.Samples.Any(sample => errors.Any(error => (sample.Time - error.Last)?.Duration() <= Near))))
            {
                continue;
            }

            FpmPool pool = endpoint.Pool;
            bool waits = pool.ProcessControlTimeout > TimeSpan.Zero;
            Finding finding = FindingText.WithErrors(
                new Finding
                {
                    Cause = Cause.ReloadKillsRequests,
                    Severity = Severity.Warning,
                    Confidence = Confidence.Likely,
                    ConfidenceReason = "The errors came in the seconds of a reload or restart of php-fpm, and the pool answers now.",
                    IsPresent = false,
                    Status = 502,
                    Endpoint = endpoint.Endpoint,
                    Pool = pool.Pool,
                    ConfigurationPath = pool.ConfigurationPath,
                    Servers = endpoint.ServersOf(errors),
                    Explanation = waits
                        ? "php-fpm was reloaded or restarted, and requests that were running longer than process_control_timeout were ended with a 502. It is over."
                        : "php-fpm was reloaded or restarted, and with process_control_timeout 0, the default, that ends running requests with a 502. It is over.",
                    Remedies =
                    [
                        .. Grace(context, pool),
                        new Remedy("Reload less often: see what does it.", "Get-502Timeline FpmReloaded, FpmStarted, UnitReloaded, UnitStarted"),
                    ],
                },
                errors);
            yield return FindingText.WithEvents(Part(finding, errors, reloads), [.. context.TellingOf(master, FpmLogEvent.Reloading, FpmLogEvent.Stopping).Take(1)]);
        }
    }

    private static bool IsNear(DateTime[] reloads, DateTime? time) => reloads.Any(reload => (time - reload)?.Duration() <= Near);

    // What was there before a reload, and ended with it, was mended by it.
    private static bool BeganBefore(ErrorEvidence error, DateTime[] reloads) => !IsNear(reloads, error.First) && reloads.Any(reload => IsShortlyBefore(error.First, reload))
        || error.Buckets.Any(bucket => bucket.Start + error.BucketInterval is var end
            && !reloads.Any(reload => reload >= bucket.Start - Near && reload <= end + Near) && reloads.Any(reload => IsShortlyBefore(end, reload)));

    private static bool IsShortlyBefore(DateTime? time, DateTime reload) => time < reload - Near && time > reload - Shortly;

    // Where the same lines came at other times too, those were of other troubles.
    private static Finding Part(Finding finding, ErrorEvidence[] errors, DateTime[] reloads)
    {
        DateTime[] told = [.. reloads.Where(reload => errors.Any(error => error.Samples.Any(sample => (sample.Time - reload)?.Duration() <= Near))).Order()];
        return told.Length == 0 || (finding.First >= told[0] - Near && finding.Last <= told[^1] + Near) ? finding : finding with
        {
            ErrorCount = Math.Min(finding.ErrorCount, errors.Sum(error => CountNear(error, told))),
            First = told[0],
        };
    }

    private static long CountNear(ErrorEvidence error, DateTime[] reloads) => error.Buckets.Length == 0 ? error.Samples.Length
        : error.Buckets.Where(bucket => reloads.Any(reload => reload >= bucket.Start - Near && reload <= bucket.Start + error.BucketInterval + Near)).Sum(bucket => bucket.Count);

    // More than that is a pause for every visitor of every pool.
    private static IEnumerable<Remedy> Grace(DiagnosisContext context, FpmPool pool)
    {
        double now = pool.ProcessControlTimeout.TotalSeconds;
        double wanted = now < UsualGrace ? UsualGrace : MostGrace;
        return now >= MostGrace ? [] :
        [
            TuningText.Pool(
                context,
                pool,
                $"Give running requests up to {TuningText.Seconds(wanted)} s to end (process_control_timeout); during a reload all pools wait for them.",
                $"-ProcessControlTimeout {TuningText.Seconds(wanted)}"),
        ];
    }

    private static IEnumerable<DateTime> Times(DiagnosisContext context, string master) => context.TellingOf(master, FpmLogEvent.Reloading, FpmLogEvent.Stopping)
        .SelectMany(found => found.Samples.Select(sample => sample.Time))
        .OfType<DateTime>()
        .Concat((context.Snapshot.Timeline?.Events ?? []).Where(happened => happened.Kind is TimelineEventKind.FpmReloaded or TimelineEventKind.FpmStopped).Select(happened => happened.Time));
}
