using Nginx502.Inspection;

namespace Nginx502.Recovery;

/// <summary>Starts or restarts a service, and waits until it answers. Its configuration was checked before: what refuses it would stay down.</summary>
/// <param name="service">The service.</param>
/// <param name="order">What it is told.</param>
/// <param name="fpm">Its configuration; null for nginx.</param>
/// <param name="disruption">What that disturbs; null when nothing is.</param>
/// <param name="manager">Tells it.</param>
internal sealed class ServiceActivation(GatewayService service, ServiceOrder order, FpmReading? fpm, string? disruption, ServiceManager manager) : IChangeActivation
{
    private static readonly TimeSpan NginxPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <inheritdoc/>
    public string Name => $"{(order == ServiceOrder.Start ? "start" : "restart")} of {service.Name}";

    /// <inheritdoc/>
    public string? Disruption => disruption;

    /// <inheritdoc/>
    public string? Refuse(IReadOnlyList<StagedFile> files) => ServiceManager.Refuse(service, order)
        ?? (fpm is not null && order == ServiceOrder.Restart && service.ProcessId is { } running
            ? TakenAddresses.Explain(StagedReading.Of(fpm, files).Configuration.Pools, running)
            : null);

    /// <inheritdoc/>
    public ActivationResult Activate(CancellationToken cancellationToken)
    {
        string? problem = manager.Do(service, order, out bool hasActed, cancellationToken);
        return new ActivationResult(problem is null, hasActed, problem);
    }

    /// <inheritdoc/>
    public VerificationResult Verify(CancellationToken cancellationToken)
    {
        string? problem = fpm is not null ? PoolAnswers.AwaitStarted(fpm, cancellationToken)
            : Wait.Until(IsNginxThere, NginxPatience, Pause, cancellationToken) ? null
            : "No worker of nginx runs.";
        return new VerificationResult(problem is null, problem);
    }

    private static bool IsNginxThere() => NginxMasters.OfThisMachine.FindAll().Any(master => NginxMasters.OfThisMachine.Workers(master.Process).Any());
}
