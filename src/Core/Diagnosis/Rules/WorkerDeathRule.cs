namespace Nginx502.Diagnosis;

/// <summary>Workers die in the middle of requests: of a crash, of the kernel for want of memory, or of their own script.</summary>
internal sealed class WorkerDeathRule : IDiagnosisRule
{
    private const int Killed = 9;
    private const int Terminated = 15;

    private static readonly Symptom[] Symptoms = [Symptom.ConnectionReset, Symptom.ConnectionClosedEarly, Symptom.ConnectionClosedWhileSending];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        FpmEventEvidence[] deaths = [.. context.Telling(FpmLogEvent.ChildExitedOnSignal).Where(death => death.Signal is not (null or Terminated))];
        foreach (IGrouping<(string? Pool, bool IsKilled), FpmEventEvidence> group in deaths.GroupBy(death => (death.Pool, death.Signal == Killed)))
        {
            yield return Of(context, [.. group], group.Key.Pool, group.Key.IsKilled);
        }

        foreach (IGrouping<string?, FpmEventEvidence> group in context.Telling(FpmLogEvent.ChildExited).Where(death => death.ExitCode is > 0).GroupBy(death => death.Pool))
        {
            Finding finding = Make(context, [.. group], group.Key, Cause.WorkerExited) with
            {
                Explanation = $"Workers of pool {group.Key} end with an exit code in the middle of requests: a script or an extension ends the process.",
                Confidence = Confidence.Likely,
                ConfidenceReason = "php-fpm tells the exit code; which script it was is in its output.",
                Remedies = [new Remedy("See what the scripts said before.", "Get-FpmLogEntry -Level Warning, Error, Alert -Since 1h")],
            };
            yield return finding;
        }
    }

    private static Finding Of(DiagnosisContext context, FpmEventEvidence[] deaths, string? pool, bool isKilled)
    {
        bool isOom = isKilled && context.Snapshot.Resources?.OutOfMemory is not null && context.Resources.Any(resource => resource.Resource == GatewayResourceKind.OutOfMemoryKills && resource.IsShort);
        Cause cause = isKilled && isOom ? Cause.WorkerKilledByOom : Cause.WorkerCrashed;
        string signal = deaths[0].Signal is { } number ? $"signal {number}" : "a signal";
        return Make(context, deaths, pool, cause) with
        {
            Explanation = cause == Cause.WorkerKilledByOom
                ? $"The kernel kills workers of pool {pool} for want of memory: more of them run than fit."
                : isKilled
                    ? $"Workers of pool {pool} are killed (SIGKILL) in the middle of requests: by somebody, or by the kernel for want of memory."
                    : $"Workers of pool {pool} crash in the middle of requests ({signal}): an extension, opcache's JIT, or PHP itself.",
            Confidence = isKilled && !isOom ? Confidence.Likely : Confidence.Certain,
            ConfidenceReason = isKilled && !isOom ? "php-fpm tells the signal; who sent it is not known." : "php-fpm tells the signal, and the kernel what it did.",
            Remedies = cause == Cause.WorkerKilledByOom || isKilled
                ? [new Remedy("See how many workers fit, and set that.", $"Measure-FpmMemory{(pool is null ? string.Empty : " " + PasteText.PowerShellArgument(pool))} | Set-FpmPoolTuning -Reload", ChangeApplies.FpmReload, Disruptions.FpmReload)]
                : [new Remedy("See which library it was: the kernel names it.", "dmesg -T | grep -E 'segfault|php-fpm'"), new Remedy("Switch off the extension that was added last, or opcache.jit, in php.ini, and restart php-fpm.", null, ChangeApplies.FpmRestart, Disruptions.FpmRestart)],
        };
    }

    private static Finding Make(DiagnosisContext context, FpmEventEvidence[] deaths, string? pool, Cause cause)
    {
        DiagnosedEndpoint? endpoint = context.Endpoints.FirstOrDefault(found => found.Pool?.Pool == pool) ?? (context.Endpoints.Count == 1 ? context.Endpoints[0] : null);
        DateTime? last = deaths.Max(death => death.Last);
        return FindingText.WithEvents(
            FindingText.WithErrors(
                new Finding
                {
                    Cause = cause,
                    Severity = Severity.Error,
                    Confidence = Confidence.Certain,
                    ConfidenceReason = string.Empty,
                    IsPresent = context.IsRecent(last),
                    Status = 502,
                    Endpoint = endpoint?.Endpoint,
                    Pool = pool,
                    ConfigurationPath = endpoint?.Pool?.ConfigurationPath,
                    Servers = endpoint?.Servers ?? [],
                    Explanation = string.Empty,
                },
                endpoint?.Showing(Symptoms) ?? []),
            deaths);
    }
}
