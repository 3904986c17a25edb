namespace Nginx502.Diagnosis;

/// <summary>php-fpm ends requests that take longer than request_terminate_timeout, and nginx's answer to that is a 502.</summary>
internal sealed class TerminateTimeoutFindingRule : IDiagnosisRule
{
    private const double LeastSeconds = 30;

    private static readonly Symptom[] Symptoms = [Symptom.ConnectionReset, Symptom.ConnectionClosedEarly];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (IGrouping<(string? Pool, string? Master), FpmEventEvidence> group in context.Telling(FpmLogEvent.ExecutionTimedOut).GroupBy(found => (found.Pool, found.ConfigurationPath)))
        {
            DiagnosedEndpoint? endpoint = context.EndpointOfPool(group.Key.Pool, group.Key.Master);
            FpmPool? pool = context.PoolOf(group.Key.Pool, group.Key.Master);
            FpmSetting? setting = pool?.GetSetting("request_terminate_timeout");
            FindingEvidence[] line = setting is { Path: not null } ? [new FindingEvidence("php-fpm's configuration", $"{setting.Name} = {setting.Value}", setting.Path, setting.LineNumber)] : [];
            FpmEventEvidence[] ends = [.. group];
            Finding finding = FindingText.WithErrors(
                new Finding
                {
                    Cause = Cause.TerminateTimeoutTooShort,
                    Severity = context.SeverityOf(endpoint, endpoint?.Showing(Symptoms) ?? []),
                    Confidence = Confidence.Certain,
                    ConfidenceReason = "php-fpm says that it ended the request.",
                    IsPresent = context.GoesOn(ends, endpoint?.Showing(Symptoms) ?? [], context.LoadedAt(endpoint)),
                    Status = 502,
                    Endpoint = endpoint?.Endpoint,
                    Pool = group.Key.Pool,
                    ConfigurationPath = pool?.ConfigurationPath,
                    Servers = SharedErrors.ServersOf(endpoint, endpoint?.Showing(Symptoms) ?? [], ends),
                    Explanation = $"php-fpm kills requests of pool {group.Key.Pool} that take longer than its request_terminate_timeout, before nginx gives up on them: visitors get a 502.",
                    Evidence = line,
                    Remedies = [SlowScript.Find(context, group.Key.Pool, pool), .. Longer(context, endpoint, pool)],
                },
                endpoint?.Showing(Symptoms) ?? []);
            yield return FindingText.WithEvents(SharedErrors.Part(context, finding, ends), ends);
        }
    }

    // php-fpm is to end a request before nginx gives up on it, and looks in thirds of its time (TerminateTimeoutRule).
    private static IEnumerable<Remedy> Longer(DiagnosisContext context, DiagnosedEndpoint? endpoint, FpmPool? pool)
    {
        if (pool is null || pool.RequestTerminateTimeout <= TimeSpan.Zero)
        {
            yield return new Remedy(
                "Where it may take that long, raise request_terminate_timeout of that pool, and nginx's fastcgi_read_timeout to more than 4/3 of it: php-fpm is to end a request before nginx gives up.",
                null, ChangeApplies.FpmReload, Disruptions.FpmReload);
            yield break;
        }

        double longer = Math.Max(LeastSeconds, 2 * Math.Ceiling(pool.RequestTerminateTimeout.TotalSeconds));
        double patience = Math.Ceiling(longer * 4 / 3) + 1;
        NginxUpstream[] impatient = [.. context.UpstreamsTo(endpoint?.Endpoint).Where(upstream => upstream.ReadTimeout?.TotalSeconds < patience)];
        if (impatient.Length > 0)
        {
            foreach (Remedy remedy in TuningText.Upstreams(impatient, "Where it may take that long, first let nginx wait longer: php-fpm is to end a request before nginx gives up.", _ => $"-ReadTimeout {TuningText.Seconds(patience)}"))
            {
                yield return remedy;
            }
        }

        yield return TuningText.Pool(
            context, pool, $"{(impatient.Length > 0 ? "Then" : "Where it may take that long,")} let requests of the pool run longer (request_terminate_timeout); each holds its worker for that time.", $"-RequestTerminateTimeout {TuningText.Seconds(longer)}");
    }
}
