namespace Nginx502.Diagnosis;

/// <summary>nginx hands over to an address on which no pool listens, while a pool listens on another; or there is no pool at all.</summary>
internal sealed class WrongEndpointRule : IDiagnosisRule
{
    private const string Ending = ".conf";

    private static readonly Symptom[] Symptoms = [Symptom.SocketMissing, Symptom.ConnectionRefused, Symptom.ConnectTimedOut, Symptom.NoLiveUpstreams, Symptom.PermissionDenied];

    private static readonly (AlignmentMismatchKind Kind, Cause Cause)[] Kinds =
    [
        (AlignmentMismatchKind.PhpVersionPathMismatch, Cause.PhpVersionPathMismatch),
        (AlignmentMismatchKind.SocketPathMismatch, Cause.SocketPathMismatch),
        (AlignmentMismatchKind.TransportMismatch, Cause.TransportMismatch),
        (AlignmentMismatchKind.AddressFamilyMismatch, Cause.AddressFamilyMismatch),
        (AlignmentMismatchKind.PortMismatch, Cause.AddressFamilyMismatch),
        (AlignmentMismatchKind.AddressMismatch, Cause.AddressFamilyMismatch),
        (AlignmentMismatchKind.OtherProgram, Cause.ApplicationUpstreamDown),
        (AlignmentMismatchKind.NoPool, Cause.FpmNotRunning),
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        // A copy of a server has files and no life.
        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => context.Snapshot.RootPath is not null && endpoint is { Socket: null, Pool: null }))
        {
            foreach ((AlignmentMismatchKind kind, Cause cause) in Kinds.Where(known => IsOfFiles(context, known.Kind) && endpoint.Mismatch(known.Kind) is { AttemptStatus: not null, Severity: >= Severity.Warning }).Take(1))
            {
                yield return OfFiles(endpoint, cause, endpoint.Mismatch(kind)!);
            }
        }

        foreach (DiagnosedEndpoint endpoint in context.Endpoints.Where(endpoint => endpoint is { IsFailing: true, Pool: null, Alignment.Count: > 0, Socket.FailedRung: < FpmSocketRungKind.Backlog } && !IsElsewhere(context, endpoint)))
        {
            foreach ((AlignmentMismatchKind kind, Cause cause) in Kinds)
            {
                if (endpoint.Mismatch(kind) is { } mismatch)
                {
                    if (PutAside(context, endpoint, cause) is { } aside)
                    {
                        yield return aside;
                        break;
                    }

                    Finding finding = NotLoaded(context, endpoint, mismatch, WithStopped(context, endpoint, FindingText.OfSocket(endpoint, cause, mismatch.Explanation, mismatch.Remedies, Symptoms)));
                    yield return finding with
                    {
                        Confidence = cause is Cause.FpmNotRunning or Cause.ApplicationUpstreamDown ? Confidence.Likely : Confidence.Certain,
                        ConfidenceReason = cause is Cause.FpmNotRunning or Cause.ApplicationUpstreamDown ? "Nobody listens there; which program was meant is a conclusion." : "Both configurations were read, and the kernel was asked who listens where.",
                        Evidence = [.. finding.Evidence.Take(1), .. FindingText.OfPlaces(mismatch), .. finding.Evidence.Skip(1)],
                    };
                    break;
                }
            }
        }
    }

    // Which program runs where cannot be seen, and a copy may hold nginx alone.
    private static bool IsOfFiles(DiagnosisContext context, AlignmentMismatchKind kind) =>
        kind != AlignmentMismatchKind.OtherProgram && (kind != AlignmentMismatchKind.NoPool || context.Snapshot.Configuration.Fpm.Length > 0);

    /// <summary>True where both configurations tell that one leads elsewhere than the other listens.</summary>
    public static bool Tells(DiagnosedEndpoint endpoint) => endpoint.Mismatch([.. Kinds.Select(known => known.Kind)]) is not null;

    private static Finding OfFiles(DiagnosedEndpoint endpoint, Cause cause, AlignmentMismatch mismatch) => FindingText.WithErrors(
        new Finding
        {
            Cause = cause,
            Severity = mismatch.Severity,
            Confidence = Confidence.Likely,
            ConfidenceReason = "Both configurations were read; who listens where cannot be seen in a copy.",
            IsPresent = true,
            Status = mismatch.AttemptStatus,
            Endpoint = endpoint.Endpoint,
            Servers = endpoint.Servers,
            Explanation = mismatch.Explanation,
            Evidence = [.. FindingText.OfPlaces(mismatch)],
            Remedies = mismatch.Remedies,
        },
        endpoint.Showing(Symptoms));

    // The pool that was meant is there, and php-fpm does not read its file.
    private static Finding? PutAside(DiagnosisContext context, DiagnosedEndpoint endpoint, Cause cause)
    {
        (FpmFacts? fpm, UnreadPool? pool) = context.Snapshot.Configuration.Fpm.SelectMany(fpm => fpm.UnreadPools.Select(pool => (fpm, pool))).FirstOrDefault(found => found.pool.Endpoint.Equals(endpoint.Endpoint));
        if (pool is null)
        {
            return null;
        }

        int ending = pool.Path.IndexOf(Ending, StringComparison.Ordinal);
        string? service = context.Services.FirstOrDefault(service => service.Program == "php-fpm" && service.ConfigurationPath == fpm!.ConfigurationPath)?.Name;
        string? command = ending > 0 && ending + Ending.Length < pool.Path.Length
            ? $"mv -n {PasteText.Shell(pool.Path)} {PasteText.Shell(pool.Path[..(ending + Ending.Length)])}"
            : null;
        Finding finding = FindingText.OfSocket(
            endpoint,
            cause,
            $"The pool that is to listen on {endpoint.Endpoint} is in {pool.Path}, which php-fpm does not read under that name.",
            [
                new Remedy($"Where it was put aside by mistake, give the file its name back{(command is null ? $": one that the include of {fpm!.ConfigurationPath} takes" : string.Empty)}.", command, ChangeApplies.FpmReload),
                new Remedy("Then have php-fpm load it. It is checked before: a reload onto a file that it refuses would end every site.", service is null ? "Test-FpmConfiguration" : $"Restart-GatewayService {PasteText.PowerShellArgument(service)} -Reload", ChangeApplies.FpmReload, Disruptions.FpmReload),
            ],
            Symptoms);
        return finding with
        {
            ConfidenceReason = "Nobody listens there, and that file alone names the address.",
            Evidence = [finding.Evidence[0], new FindingEvidence("php-fpm's configuration", $"listen = {pool.Endpoint}, in a file that is not read", pool.Path), .. finding.Evidence.Skip(1)],
        };
    }

    // Two troubles at once: nginx leads elsewhere, and where it was to lead nothing runs.
    private static Finding WithStopped(DiagnosisContext context, DiagnosedEndpoint endpoint, Finding finding)
    {
        FpmPool? pool = context.Snapshot.Configuration.Pools.FirstOrDefault(pool => endpoint.Alignment.Any(result => result.LikelyPool == pool.Pool && result.LikelyConfigurationPath == pool.ConfigurationPath));
        return pool is { IsRunning: false } && context.Services.FirstOrDefault(service => service is { Program: "php-fpm", IsRunning: false } && service.ConfigurationPath == pool.MasterConfigurationPath) is { } service
            ? finding with
            {
                Explanation = $"{finding.Explanation} And its php-fpm does not run: {service.Explanation}",
                Remedies = [.. finding.Remedies.Take(1), .. service.Remedies, .. finding.Remedies.Skip(1)],
            }
            : finding;
    }

    // A line of a file that was changed, and that the running nginx refused, it does not use; once it can be loaded, it hurts.
    private static Finding NotLoaded(DiagnosisContext context, DiagnosedEndpoint endpoint, AlignmentMismatch mismatch, Finding finding) =>
        endpoint.Errors.Count == 0 && context.Refused("nginx", null) is { ProcessId: not null }
        && context.Snapshot.Configuration.Nginx.Any(nginx => nginx.ProcessId is not null && nginx.ChangedFiles.Any(file => file.Path == mismatch.NginxPlace?.Path))
        ? finding with
        {
            Severity = Severity.Warning,
            Status = null,
            Explanation = $"{finding.Explanation} The running nginx has not loaded that, since it refuses its files as they are: correct those first.",
        }
        : finding;

    // In a container the loopback address is its own: what was meant is not here to be seen.
    private static bool IsElsewhere(DiagnosisContext context, DiagnosedEndpoint endpoint) => ContainerLoopbackRule.Concerns(context, endpoint);
}
