namespace Nginx502.Diagnosis;

/// <summary>nginx runs in a container and asks 127.0.0.1 there, where no php-fpm is: each container has a loopback of its own.</summary>
internal sealed class ContainerLoopbackRule : IDiagnosisRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => Concerns(context, endpoint)))
        {
            Finding finding = FindingText.OfSocket(
                endpoint,
                Cause.ContainerLoopback,
                $"nginx runs in a network of its own, as a container does, and connects to {endpoint.Endpoint}, which is that container itself; no php-fpm listens in it.",
                [
                    new Remedy("Name the service of php-fpm as the other container is called: fastcgi_pass php:9000; and let php-fpm listen on its own address there, with listen.allowed_clients naming nginx.", Applies: ChangeApplies.NginxReload),
                    new Remedy("Or share a volume, and use a unix socket in it."),
                ],
                Symptom.ConnectionRefused);
            yield return finding with { Confidence = Confidence.Likely, ConfidenceReason = "The kernel says that nobody listens there; the other container is not seen from here." };
        }
    }

    /// <summary>True when an endpoint is of that kind.</summary>
    public static bool Concerns(DiagnosisContext context, DiagnosedEndpoint endpoint) =>
        endpoint is { Socket: { FailedRung: FpmSocketRungKind.Listening, Facts.IsLocal: true }, Endpoint.IsUnixSocket: false }
        && (context.Snapshot.Configuration is { IsContainer: true, Fpm.Length: 0 } || endpoint is { Socket.Facts.Client.HasOtherNetwork: true, Pool.IsRunning: true });
}
