namespace Nginx502.Diagnosis;

/// <summary>One server of an upstream and the pool that listens there, with what is known around them. Either side may be missing.</summary>
internal sealed record AlignmentPair(AlignmentContext Context)
{
    /// <summary>What is known of the machine.</summary>
    public GatewayConfiguration Gateway => Context.Gateway;

    /// <summary>The upstream; null for a pool that nobody uses.</summary>
    public NginxUpstream? Upstream { get; init; }

    /// <summary>The server of the upstream; null without an upstream, and where its address is not known.</summary>
    public NginxUpstreamServer? Server { get; init; }

    /// <summary>The pool that listens there; null when none does.</summary>
    public FpmPool? Pool { get; init; }

    /// <summary>The pool that was probably meant, where none listens; null where one does, and where another program was meant.</summary>
    public FpmPool? LikelyPool =>
        this is { Upstream.Protocol: UpstreamProtocol.FastCgi, Server: { Endpoint: { } endpoint, IsDown: false }, Pool: null }
        && Context.Matching.IsLocal(endpoint) && !Context.Matching.IsOfAnotherProgram(endpoint, Facts)
            ? Context.Matching.Likely(endpoint)
            : null;

    /// <summary>True where another server of the group is served: nginx asks that one next.</summary>
    public bool HasOtherServer => Upstream is { Group: not null } upstream && upstream.Servers.Any(other =>
        !ReferenceEquals(other, Server) && other is { IsDown: false, Endpoint: { } served } && Context.Matching.At(served).Count > 0
        && Context.FactsAt(served, upstream.MasterConfigurationPath)?.IsListening != false);

    /// <summary>How long a balancer before nginx keeps idle connections; null when nobody said so.</summary>
    public TimeSpan? BalancerIdleTimeout { get; init; }

    /// <summary>Where nginx connects to, or else where the pool listens.</summary>
    public FpmEndpoint? Endpoint => Server?.Endpoint ?? Pool?.Endpoint;

    /// <summary>The nginx that the upstream belongs to.</summary>
    public NginxFacts? Nginx => Upstream is null ? null : Context.NginxOf(Upstream.MasterConfigurationPath);

    /// <summary>The php-fpm that the pool belongs to.</summary>
    public FpmFacts? Fpm => Pool is null ? null : Context.FpmOf(Pool.MasterConfigurationPath);

    /// <summary>What the machine has where nginx connects to.</summary>
    public EndpointFacts? Facts => Endpoint is null ? null : Context.FactsAt(Endpoint, Upstream?.MasterConfigurationPath);

    /// <summary>The line of nginx that leads there.</summary>
    public AlignmentPlace? NginxPlace => (Upstream, Server) switch
    {
        (null, _) => null,
        (_, null) => AlignmentPlace.Of(Upstream),
        _ => AlignmentPlace.Of(Upstream, Server),
    };
}
