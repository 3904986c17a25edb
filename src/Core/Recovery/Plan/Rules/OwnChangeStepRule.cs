namespace Nginx502.Recovery;

/// <summary>A file that this module wrote, and that its program refuses, gets its old content back while it still holds what was written.</summary>
internal sealed class OwnChangeStepRule : IStepRule
{
    /// <inheritdoc/>
    public IEnumerable<RecoveryStep> Steps(Finding finding, PlanContext context)
    {
        string? program = finding.Cause switch
        {
            Cause.FpmConfigurationInvalid or Cause.PoolUserMissing or Cause.ListenConflict => "php-fpm",
            Cause.NginxConfigurationInvalid => "nginx",
            _ => null,
        };
        if (program is null || context.Diagnosis.Refused(program, null) is not { } refused)
        {
            yield break;
        }

        HashSet<string> named = [.. refused.Diagnostics.Where(diagnostic => diagnostic.Severity >= Severity.Error).Select(diagnostic => diagnostic.Path).OfType<string>()];
        GatewayChange? own = context.Changes.LastOrDefault(change => change is { State: ChangeState.Committed, RootPath: null, Undoes: null } && change.Files.Any(file => named.Contains(file.Path) || named.Contains(file.RealPath)));
        if (own is null)
        {
            yield break;
        }

        yield return new RecoveryStep
        {
            Action = RecoveryAction.RestoreConfiguration,
            Target = own.Files.First(file => named.Contains(file.Path) || named.Contains(file.RealPath)).Path,
            Cause = finding.Cause,
            Reason = $"{program} refuses what change {own.Id} ({own.Command}) of this module wrote.",
            Command = $"Restore-GatewayConfiguration -Change {own.Id}",
            CanUndo = true,
            RestsOn = [$"{program} -t: {refused.Diagnostics.First(diagnostic => diagnostic.Severity >= Severity.Error).Message}"],
            IsAllowedAlone = true,
            ChangeId = own.Id,
            Endpoint = finding.Endpoint,
            Pool = finding.Pool,
            ConfigurationPath = finding.ConfigurationPath,
        };

        // It could not be started as long as its files were wrong; with the old ones it can.
        if (program == "php-fpm" && context.ServiceOf(finding) is { IsRunning: false } service && ServiceSteps.IsControlled(service))
        {
            yield return new RecoveryStep
            {
                Action = RecoveryAction.StartService,
                Target = service.Name,
                Service = service.Name,
                Cause = finding.Cause,
                Reason = "With its old files it starts again.",
                Command = ServiceSteps.CommandOf(service, "start"),
                RestsOn = [$"{service.Name} is {service.State}"],
                IsAllowedAlone = ServiceSteps.NotAlone(service, finding.Cause) is null,
                NotAloneReason = ServiceSteps.NotAlone(service, finding.Cause),
                Endpoint = finding.Endpoint,
                Pool = finding.Pool,
                ConfigurationPath = finding.ConfigurationPath,
            };
        }
    }
}
