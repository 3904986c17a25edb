namespace Nginx502.Diagnosis;

/// <summary>A snapshot with the judgements that the single rooms make of its parts: what rules look at.</summary>
internal sealed class DiagnosisContext
{
    // What was said within that time of the snapshot is of now.
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(2);

    /// <summary>Judges the parts.</summary>
    public DiagnosisContext(GatewaySnapshot snapshot)
    {
        Snapshot = snapshot;
        Services = ServiceJudgement.Judge(snapshot.Services);
        Alignment = Nginx502.Alignment.Examine(snapshot.Configuration);
        Resources = snapshot.Resources is { } resources ? ResourceJudgement.Judge(resources) : [];
        Names = [.. snapshot.Names.Select(NginxUpstreamResolution.Of)];
        Endpoints = [.. EndpointsOf(snapshot).Select(EndpointOf)];
        Total = snapshot.Errors.Where(error => error.AttemptStatus is not null).Sum(error => error.Count);
    }

    /// <summary>The snapshot.</summary>
    public GatewaySnapshot Snapshot { get; }

    /// <summary>The services, judged.</summary>
    public IReadOnlyList<GatewayService> Services { get; }

    /// <summary>Both configurations against each other.</summary>
    public IReadOnlyList<AlignmentResult> Alignment { get; }

    /// <summary>What can run out, judged.</summary>
    public IReadOnlyList<GatewayResource> Resources { get; }

    /// <summary>The host names of upstreams, judged.</summary>
    public IReadOnlyList<NginxUpstreamResolution> Names { get; }

    /// <summary>The endpoints that nginx hands over to.</summary>
    public IReadOnlyList<DiagnosedEndpoint> Endpoints { get; }

    /// <summary>How many attempts failed, by nginx's error logs.</summary>
    public long Total { get; }

    /// <summary>True when something of that time is of now.</summary>
    public bool IsRecent(DateTime? time) => time is { } moment && Snapshot.Time - moment <= Recent;

    /// <summary>The errors of some symptoms.</summary>
    public IReadOnlyList<ErrorEvidence> Showing(params Symptom[] symptoms) => [.. Snapshot.Errors.Where(error => symptoms.Contains(error.Symptom))];

    /// <summary>The events of php-fpm of some kinds.</summary>
    public IReadOnlyList<FpmEventEvidence> Telling(params FpmLogEvent[] events) => [.. Snapshot.FpmEvents.Where(found => events.Contains(found.Event))];

    private static IEnumerable<FpmEndpoint> EndpointsOf(GatewaySnapshot snapshot) => snapshot.Sockets.Select(socket => socket.Endpoint)
        .Concat(snapshot.Configuration.Upstreams.Where(upstream => upstream.Protocol == UpstreamProtocol.FastCgi).SelectMany(upstream => upstream.Endpoints))
        .Concat(snapshot.Errors.Select(error => error.Endpoint).OfType<FpmEndpoint>())
        .Distinct();

    private DiagnosedEndpoint EndpointOf(FpmEndpoint endpoint)
    {
        FpmSocketFacts? facts = Snapshot.Sockets.FirstOrDefault(socket => socket.Endpoint.Equals(endpoint));
        FpmPool? pool = Snapshot.Configuration.Pools.FirstOrDefault(found => endpoint.Equals(found.Endpoint) && found.IsRunning)
            ?? Snapshot.Configuration.Pools.FirstOrDefault(found => endpoint.Equals(found.Endpoint));
        return new DiagnosedEndpoint(
            endpoint,
            facts is null ? null : FpmSocketJudgement.Judge(facts),
            [.. Alignment.Where(result => endpoint.Equals(result.Endpoint))],
            pool,
            pool is null ? null : Snapshot.Pools.FirstOrDefault(status => status.Pool == pool.Pool && status.ConfigurationPath == pool.ConfigurationPath),
            pool is null ? null : Services.FirstOrDefault(service => service.ConfigurationPath == pool.MasterConfigurationPath),
            [.. Snapshot.Errors.Where(error => endpoint.Equals(error.Endpoint))]);
    }
}
