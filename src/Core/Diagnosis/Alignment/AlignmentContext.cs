namespace Nginx502.Diagnosis;

/// <summary>What the rules ask of a machine's configurations again and again, found once.</summary>
internal sealed class AlignmentContext
{
    private readonly Dictionary<(FpmEndpoint Endpoint, string? NginxPath), EndpointFacts> _facts = [];
    private readonly Dictionary<string, NginxFacts> _nginx = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FpmFacts> _fpm = new(StringComparer.Ordinal);

    /// <summary>Finds it.</summary>
    public AlignmentContext(GatewayConfiguration gateway)
    {
        Gateway = gateway;
        foreach (EndpointFacts facts in gateway.Endpoints)
        {
            _facts[(facts.Endpoint, facts.NginxConfigurationPath)] = facts;
            _facts.TryAdd((facts.Endpoint, null), facts);
        }

        foreach (NginxFacts nginx in gateway.Nginx)
        {
            _nginx.TryAdd(nginx.ConfigurationPath, nginx);
        }

        foreach (FpmFacts fpm in gateway.Fpm)
        {
            _fpm.TryAdd(fpm.ConfigurationPath, fpm);
        }

        Matching = new PoolMatching(this);
        HashSet<FpmPool> used = [.. gateway.Upstreams.SelectMany(upstream => upstream.Endpoints).Distinct().SelectMany(Matching.At)];
        UnusedPools = gateway.Pools.Where(pool => !used.Contains(pool)).ToHashSet();
    }

    /// <summary>What is known of the machine.</summary>
    public GatewayConfiguration Gateway { get; }

    /// <summary>Tells which pool listens where.</summary>
    public PoolMatching Matching { get; }

    /// <summary>The pools that no upstream leads to.</summary>
    public IReadOnlySet<FpmPool> UnusedPools { get; }

    /// <summary>True for a pool whose php-fpm does not run while another one does: it has no address, and reaches nobody.</summary>
    public bool IsIdle(FpmPool pool) => !pool.IsRunning && Gateway.Pools.Any(other => other.IsRunning);

    /// <summary>What the machine has at an endpoint, as an nginx sees it where that is known.</summary>
    public EndpointFacts? FactsAt(FpmEndpoint endpoint, string? nginxPath = null) =>
        _facts.GetValueOrDefault((endpoint, nginxPath)) ?? _facts.GetValueOrDefault((endpoint, null));

    /// <summary>The nginx of a main file.</summary>
    public NginxFacts? NginxOf(string configurationPath) => _nginx.GetValueOrDefault(configurationPath);

    /// <summary>The php-fpm of a main file.</summary>
    public FpmFacts? FpmOf(string configurationPath) => _fpm.GetValueOrDefault(configurationPath);
}
