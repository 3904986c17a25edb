using Nginx502.Diagnosis;

namespace Nginx502.Recovery;

/// <summary>Programs that did not load what their files say, or keep an address that is gone, read their configuration again: a person's decision.</summary>
internal sealed class ReloadStepRule : IStepRule
{
    /// <inheritdoc/>
    public IEnumerable<RecoveryStep> Steps(Finding finding, PlanContext context)
    {
        if (finding.Cause is Cause.NginxNotReloaded or Cause.UpstreamAddressStale && context.Diagnosis.Refused("nginx", null) is null)
        {
            yield return Base(finding) with
            {
                Action = RecoveryAction.ReloadNginx,
                Target = context.Diagnosis.Services.FirstOrDefault(service => service is { Program: "nginx", IsRunning: true })?.Name ?? "nginx",
                Reason = finding.Cause == Cause.UpstreamAddressStale ? "nginx asks for the address of a name when it loads its configuration, and keeps it." : "nginx has not loaded what its files say.",
                Command = "nginx -s reload",
                Disruption = Disruptions.NginxReload,
                NotAloneReason = "A reload takes up whatever was changed in its files: a person looks at that first.",
            };
        }

        if (finding.Cause == Cause.FpmNotReloaded && context.ServiceOf(finding) is { IsRunning: true } service && !ServiceSteps.IsRefused(service, context))
        {
            yield return Base(finding) with
            {
                Action = RecoveryAction.ReloadFpm,
                Target = service.Name,
                Service = service.Name,
                Reason = "php-fpm has not loaded what its files say.",
                Command = $"Restart-GatewayService {PasteText.PowerShellArgument(service.Name)} -Reload",
                Disruption = context.DisruptionOf(service),
                NotAloneReason = "A reload takes up whatever was changed in its files, and stops all pools: a person looks at that first.",
            };
        }
    }

    private static RecoveryStep Base(Finding finding) => new()
    {
        Cause = finding.Cause,
        RestsOn = [.. finding.Evidence.Where(evidence => !evidence.Source.Contains("log", StringComparison.Ordinal)).Take(2).Select(evidence => $"{evidence.Source}: {evidence.Text}")],
        Endpoint = finding.Endpoint,
        Pool = finding.Pool,
        ConfigurationPath = finding.ConfigurationPath,
    };
}
