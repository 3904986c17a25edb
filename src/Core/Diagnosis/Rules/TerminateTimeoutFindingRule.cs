namespace Nginx502.Diagnosis;

/// <summary>php-fpm ends requests that take longer than request_terminate_timeout, and nginx's answer to that is a 502.</summary>
internal sealed class TerminateTimeoutFindingRule : IDiagnosisRule
{
    private static readonly Symptom[] Symptoms = [Symptom.ConnectionReset, Symptom.ConnectionClosedEarly];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (IGrouping<string?, FpmEventEvidence> group in context.Telling(FpmLogEvent.ExecutionTimedOut).GroupBy(found => found.Pool))
        {
            DiagnosedEndpoint? endpoint = context.EndpointOfPool(group.Key);
            string pool = PasteText.PowerShellArgument(group.Key ?? "www");
            FpmSetting? setting = endpoint?.Pool?.GetSetting("request_terminate_timeout");
            FindingEvidence[] line = setting is { Path: not null } ? [new FindingEvidence("configuration", $"{setting.Name} = {setting.Value}", setting.Path, setting.LineNumber)] : [];
            yield return FindingText.WithEvents(
                FindingText.WithErrors(
                    new Finding
                    {
                        Cause = Cause.TerminateTimeoutTooShort,
                        Severity = Severity.Error,
                        Confidence = Confidence.Certain,
                        ConfidenceReason = "php-fpm says that it ended the request.",
                        IsPresent = context.GoesOn([.. group], endpoint?.Showing(Symptoms) ?? [], context.LoadedAt(endpoint)),
                        Status = 502,
                        Endpoint = endpoint?.Endpoint,
                        Pool = group.Key,
                        ConfigurationPath = endpoint?.Pool?.ConfigurationPath,
                        Servers = endpoint?.Servers ?? [],
                        Explanation = $"php-fpm kills requests of pool {group.Key} that take longer than its request_terminate_timeout, before nginx gives up on them: visitors get a 502.",
                        Evidence = line,
                        Remedies =
                        [
                            new Remedy("Make the script faster: a slow log names the line.", $"Get-FpmLogEntry -Slow -Pool {pool}"),
                            new Remedy("Where it may take that long, let php-fpm wait longer than nginx does.", $"Set-FpmPoolTuning {pool} -RequestTerminateTimeout 90 -Reload", ChangeApplies.FpmReload, Disruptions.FpmReload),
                        ],
                    },
                    endpoint?.Showing(Symptoms) ?? []),
                [.. group]);
        }
    }
}
