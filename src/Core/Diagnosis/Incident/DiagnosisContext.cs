namespace Nginx502.Diagnosis;

/// <summary>A snapshot with the judgements that the single rooms make of its parts: what rules look at.</summary>
internal sealed class DiagnosisContext
{
    private const int EnoughGood = 3;
    private const double Seldom = 0.2;

    private IReadOnlyList<FpmMemoryMeasurement>? _measurements;

    /// <summary>Judges the parts.</summary>
    public DiagnosisContext(GatewaySnapshot snapshot)
    {
        snapshot = NamedEndpoints.Apply(snapshot);
        Snapshot = snapshot;
        Services = ServiceJudgement.Judge(snapshot.Services);
        Alignment = Nginx502.Alignment.Examine(snapshot.Configuration);
        Resources = snapshot.Resources is { } resources ? ResourceJudgement.Judge(resources) : [];
        Names = [.. snapshot.Names.Select(NginxUpstreamResolution.Of)];
        Endpoints = [.. EndpointsOf(snapshot).Select(Judge)];
        NginxLoadedAt = snapshot.Configuration.Nginx.Max(nginx => nginx.LoadedAt);
        FpmLoadedAt = snapshot.Configuration.Fpm.Max(fpm => fpm.LoadedAt);
        Total = snapshot.Errors.Where(error => error.AttemptStatus is not null).Sum(error => error.Count);
    }

    /// <summary>The snapshot.</summary>
    public GatewaySnapshot Snapshot { get; }

    /// <summary>The services, judged.</summary>
    public IReadOnlyList<GatewayService> Services { get; }

    /// <summary>True when nginx is a service here, and none of its masters runs.</summary>
    public bool IsNginxDown => Services.Any(service => service.Program == "nginx") && !Services.Any(service => service is { Program: "nginx", IsRunning: true });

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

    /// <summary>When nginx loaded its configuration last; null when that is not known.</summary>
    public DateTime? NginxLoadedAt { get; }

    /// <summary>When the last php-fpm that was started or reloaded loaded its configuration; null when that is not known.</summary>
    public DateTime? FpmLoadedAt { get; }

    /// <summary>What the workers of each pool take, and how many fit; empty when it was not seen.</summary>
    public IReadOnlyList<FpmMemoryMeasurement> Measurements => _measurements ??= Snapshot.Memory is { } memory
        ? FpmMemoryMeter.Measure(memory, [.. Snapshot.Configuration.Pools.Where(pool => pool.IsRunning)])
        : [];

    /// <summary>True while errors go on. Where nginx does not run, it asks nobody, and what its log tells was before.</summary>
    public bool GoesOn(IReadOnlyCollection<ErrorEvidence> errors, DateTime? loadedAt) =>
        !(IsNginxDown && !Services.Any(service => service is { Program: "nginx", Orphans.Length: > 0 })) && !errors.All(error => error.Outcome is { IsOver: true }) && !WentWellSince(errors, loadedAt)
        && Presence.GoesOn(Snapshot.Time, errors.Min(error => error.First), errors.Max(error => error.Last), errors.Sum(error => error.Count), loadedAt, IsUntried(errors), IsServed(errors));

    /// <summary>True while events of php-fpm go on.</summary>
    /// <param name="events">The events.</param>
    /// <param name="errors">What nginx said of the same; empty for nothing.</param>
    /// <param name="loadedAt">When what can end them was loaded last; null when that is not known.</param>
    public bool GoesOn(IReadOnlyCollection<FpmEventEvidence> events, IReadOnlyCollection<ErrorEvidence> errors, DateTime? loadedAt) =>
        !(errors.Count > 0 && errors.All(error => error.Outcome is { IsOver: true }))
        && Presence.GoesOn(Snapshot.Time, events.Min(found => found.First), events.Max(found => found.Last), events.Sum(found => found.Count), loadedAt, errors.Count > 0 && IsUntried(errors), IsServed(errors));

    /// <summary>What is known of an endpoint; null when nothing is.</summary>
    public DiagnosedEndpoint? EndpointOf(FpmEndpoint? endpoint) => endpoint is null ? null : Endpoints.FirstOrDefault(known => known.Endpoint.Equals(endpoint));

    /// <summary>The endpoint of a pool by its name and its php-fpm; where no line names the pool, or nothing is known of any, the only endpoint there is.</summary>
    /// <param name="pool">The pool; null when it is not known.</param>
    /// <param name="master">The main file of its php-fpm; null when it is not known.</param>
    public DiagnosedEndpoint? EndpointOfPool(string? pool, string? master) => pool is null || Snapshot.Configuration.Pools.Length == 0
        ? Endpoints.Count == 1 && (master is null || Endpoints[0].Pool is null || Endpoints[0].Pool!.MasterConfigurationPath == master) ? Endpoints[0] : null
        : Endpoints.FirstOrDefault(known => known.Pool is { } found && found.Pool == pool && (master is null || found.MasterConfigurationPath == master));

    /// <summary>How bad it is what a log of php-fpm alone tells: where nobody got an error for it, it is a warning.</summary>
    /// <param name="endpoint">The endpoint; null when it is not known.</param>
    /// <param name="errors">What nginx said of the same.</param>
    public Severity SeverityOf(DiagnosedEndpoint? endpoint, IReadOnlyCollection<ErrorEvidence> errors) =>
        errors.Count > 0 || endpoint is { IsFailing: true } or { Status.IsFull: true } || FailsByAccessLog() ? Severity.Error : Severity.Warning;

    /// <summary>When the php-fpm of an endpoint loaded its configuration last; null when that is not known.</summary>
    public DateTime? LoadedAt(DiagnosedEndpoint? endpoint) => endpoint?.Pool is { } pool
        ? Snapshot.Configuration.Fpm.FirstOrDefault(fpm => fpm.ConfigurationPath == pool.MasterConfigurationPath)?.LoadedAt
        : FpmLoadedAt;

    /// <summary>What nginx's configuration hands over to an endpoint; empty when nothing does.</summary>
    public IReadOnlyList<NginxUpstream> UpstreamsTo(FpmEndpoint? endpoint) =>
        endpoint is null ? [] : [.. Snapshot.Configuration.Upstreams.Where(upstream => upstream.Endpoints.Contains(endpoint))];

    /// <summary>What of some kinds is short or at its end.</summary>
    public IReadOnlyList<GatewayResource> Short(params GatewayResourceKind[] kinds) => [.. Resources.Where(resource => resource.IsShort && kinds.Contains(resource.Resource))];

    /// <summary>The pool's file, where its name alone would not tell it from another; else null.</summary>
    public string? FileOf(FpmPool pool) => Snapshot.Configuration.Pools.Count(other => other.Pool == pool.Pool) == 1 ? null : pool.ConfigurationPath;

    /// <summary>A test of a configuration that a program refused; null when it passed, or was not needed.</summary>
    public ConfigurationTestResult? Refused(string program, string? path) =>
        Snapshot.ConfigurationTests.FirstOrDefault(test => test.Program == program && !test.Passed && test.ErrorCount > 0 && (path is null || test.ConfigurationPath == path));

    /// <summary>The errors of some symptoms.</summary>
    public IReadOnlyList<ErrorEvidence> Showing(params Symptom[] symptoms) => [.. Snapshot.Errors.Where(error => symptoms.Contains(error.Symptom))];

    /// <summary>The events of php-fpm of some kinds.</summary>
    public IReadOnlyList<FpmEventEvidence> Telling(params FpmLogEvent[] events) => [.. Snapshot.FpmEvents.Where(found => events.Contains(found.Event))];

    /// <summary>The events of some kinds of one php-fpm; those of which it is not known whose they are count for each.</summary>
    /// <param name="master">The main file of that php-fpm; null for all.</param>
    /// <param name="events">The kinds.</param>
    public IReadOnlyList<FpmEventEvidence> TellingOf(string? master, params FpmLogEvent[] events) =>
        [.. Telling(events).Where(found => master is null || found.ConfigurationPath is null || found.ConfigurationPath == master)];

    /// <summary>A pool by its name and its php-fpm; null when it is not known, or several are called so.</summary>
    public FpmPool? PoolOf(string? name, string? master) =>
        Snapshot.Configuration.Pools.Where(pool => pool.Pool == name && (master is null || pool.MasterConfigurationPath == master)).ToArray() is [{ } only] ? only : null;

    private static IEnumerable<FpmEndpoint> EndpointsOf(GatewaySnapshot snapshot) => snapshot.Sockets.Select(socket => socket.Endpoint)
        .Concat(snapshot.Configuration.Upstreams.Where(upstream => upstream.Protocol == UpstreamProtocol.FastCgi).SelectMany(upstream => upstream.Endpoints))
        .Concat(snapshot.Errors.Select(error => error.Endpoint).OfType<FpmEndpoint>())
        .Distinct();

    private static bool IsUntried(IReadOnlyCollection<ErrorEvidence> errors) => errors.All(error => error.Outcome is null or { GoodSince: 0 });

    // A good answer may be chance; several in a row are seldom, unless it strikes now and then only.
    private static bool IsServed(IReadOnlyCollection<ErrorEvidence> errors) => errors.Count > 0 && errors.All(error => error.Outcome is { GoodSince: >= EnoughGood, IsShared: false, IsLastUntried: false } outcome
        && Math.Pow(1 - ((double)outcome.Failed / Math.Max(outcome.Tried, 1)), outcome.GoodSince) < Seldom);

    // In the very second of a load it is not told which came first; good answers since then are.
    private static bool WentWellSince(IReadOnlyCollection<ErrorEvidence> errors, DateTime? loadedAt) =>
        errors.Count > 0 && errors.All(error => error.Outcome is { GoodSince: > 0, IsShared: false }) && errors.Max(error => error.Last) <= loadedAt;

    // An error log that hides what happens says nothing of visitors; the access log does.
    private bool FailsByAccessLog() => Snapshot.Answers.Any(answer => answer is { Status: 502 or 504, Episode: { } episode, Outcome: not { IsOver: true } }
        && answer.Count > answer.FromUpstream + answer.WithoutUpstream
        && Presence.GoesOn(Snapshot.Time, episode.Since, answer.Last, episode.Failed, null));

    private DiagnosedEndpoint Judge(FpmEndpoint endpoint)
    {
        FpmSocketFacts? facts = Snapshot.Sockets.FirstOrDefault(socket => socket.Endpoint.Equals(endpoint));
        FpmPool? pool = Snapshot.Configuration.Pools.FirstOrDefault(found => endpoint.Equals(found.Endpoint) && found.IsRunning)
            ?? Snapshot.Configuration.Pools.FirstOrDefault(found => endpoint.Equals(found.Endpoint))
            ?? NamedEndpoints.AddressesOf(facts).Select(address => Snapshot.Configuration.Pools.OrderByDescending(found => found.IsRunning).FirstOrDefault(found => address.Equals(found.Endpoint))).OfType<FpmPool>().FirstOrDefault();
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
