namespace Nginx502.Recovery;

/// <summary>A runtime directory that is gone is made anew; a php-fpm that runs is restarted then, since a reload does not make its socket again.</summary>
internal sealed class RuntimeDirectoryStepRule : IStepRule
{
    private static readonly string[] InMemory = ["/run/", "/var/run/"];

    /// <inheritdoc/>
    public IEnumerable<RecoveryStep> Steps(Finding finding, PlanContext context)
    {
        if (finding.Cause != Cause.RuntimeDirectoryMissing || context.EndpointOf(finding) is not { MissingDirectory: { } directory } endpoint)
        {
            yield break;
        }

        bool isInMemory = InMemory.Any(place => directory.StartsWith(place, StringComparison.Ordinal));
        yield return new RecoveryStep
        {
            Action = RecoveryAction.CreateRuntimeDirectory,
            Target = SafeText.Escape(directory),
            Cause = finding.Cause,
            Reason = "The socket cannot be made without its directory.",
            Command = $"install -d -m 0755 {PasteText.Shell(directory)}",
            CanUndo = true,
            RestsOn = [$"kernel: {SafeText.Escape(directory)} is not there"],
            IsAllowedAlone = isInMemory,
            NotAloneReason = isInMemory ? null : "It does not lie below /run: who took it away wanted something.",
            Endpoint = finding.Endpoint,
            Pool = finding.Pool,
            ConfigurationPath = finding.ConfigurationPath,
        };
        if (endpoint.Service is { IsRunning: true } service
            && ServiceSteps.Restart(finding, service, context, "The running php-fpm listens on a file that is gone; it makes its sockets anew only when it starts.", null) is { } restart)
        {
            yield return restart;
        }
    }
}
