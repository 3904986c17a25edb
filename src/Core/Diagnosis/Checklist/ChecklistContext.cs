namespace Nginx502.Diagnosis;

/// <summary>What checks look at: the facts, with the judgements that the single rooms make of them.</summary>
internal sealed class ChecklistContext
{
    private readonly Lazy<Finding[]> _findings;

    /// <summary>Judges the facts.</summary>
    public ChecklistContext(ChecklistFacts facts)
    {
        Facts = facts;
        Judged = new DiagnosisContext(facts.Snapshot);
        Endpoints = [.. Judged.Endpoints.Where(endpoint => endpoint.Socket is not null || endpoint.Alignment.Count > 0)];
        Upstreams = [.. facts.Snapshot.Configuration.Upstreams.Where(upstream => upstream.Protocol == UpstreamProtocol.FastCgi)];
        _findings = new Lazy<Finding[]>(() => Diagnoser.Diagnose(facts.Snapshot).Findings);
    }

    /// <summary>The facts.</summary>
    public ChecklistFacts Facts { get; }

    /// <summary>The snapshot.</summary>
    public GatewaySnapshot Snapshot => Facts.Snapshot;

    /// <summary>The judgements of its parts.</summary>
    public DiagnosisContext Judged { get; }

    /// <summary>The endpoints that nginx hands over to now; not those that old errors name alone.</summary>
    public IReadOnlyList<DiagnosedEndpoint> Endpoints { get; }

    /// <summary>Where nginx hands over to by FastCGI.</summary>
    public IReadOnlyList<NginxUpstream> Upstreams { get; }

    /// <summary>What the diagnosis says hurts now.</summary>
    public IEnumerable<Finding> Present => _findings.Value.Where(finding => finding.IsPresent);

    /// <summary>An item.</summary>
    /// <param name="check">The check.</param>
    /// <param name="status">What became of it.</param>
    /// <param name="subject">Of what.</param>
    /// <param name="found">What was found.</param>
    /// <param name="lookedAt">What was looked at.</param>
    /// <param name="remedies">What mends it.</param>
    public ChecklistItem Item(IChecklistCheck check, ChecklistStatus status, string subject, string found, string lookedAt, params IEnumerable<Remedy> remedies) =>
        new(check.Phase, check.Name, subject, status, found, lookedAt, [.. remedies], Snapshot.Time);

    /// <summary>An item of what could not be looked at.</summary>
    public ChecklistItem NotSeen(IChecklistCheck check, string subject, string lookedAt, NotSeen gap) =>
        Item(check, ChecklistStatus.NotSeen, subject, $"Not seen: {gap.What}: {gap.Reason}.", lookedAt, new Remedy(gap.Remedy));

    /// <summary>An item of an endpoint, with the pool that is there.</summary>
    public ChecklistItem ItemOf(
        IChecklistCheck check, ChecklistStatus status, DiagnosedEndpoint endpoint, string found, string lookedAt, params IEnumerable<Remedy> remedies) =>
        Item(check, status, endpoint.Endpoint.ToString(), found, lookedAt, remedies) with
        {
            Endpoint = endpoint.Endpoint,
            Pool = endpoint.Pool?.Pool ?? endpoint.Socket?.Pool,
            ConfigurationPath = endpoint.Pool?.ConfigurationPath ?? endpoint.Socket?.ConfigurationPath,
        };

    /// <summary>Why a part of the snapshot is not there; null when nothing is known of that.</summary>
    /// <param name="parts">What that part is called.</param>
    public NotSeen? GapOf(params string[] parts) => Snapshot.NotSeen.FirstOrDefault(gap => parts.Contains(gap.What, StringComparer.Ordinal));
}
