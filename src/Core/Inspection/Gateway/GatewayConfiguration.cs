namespace Nginx502;

/// <summary>
/// What the configurations of nginx and php-fpm on one machine say, and what the machine has where the two meet: everything that is
/// needed to tell whether they agree. A plain record; nothing in it looks at the machine again.
/// </summary>
public sealed record GatewayConfiguration
{
    /// <summary>When it was looked at, local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>True when the files are this machine's; false when they are looked at apart from it, as a copy or below another root.</summary>
    public bool IsHost { get; init; } = true;

    /// <summary>Every nginx: running, or found by its configuration.</summary>
    public NginxFacts[] Nginx { get; init; } = [];

    /// <summary>Every php-fpm: running, or found by its configuration.</summary>
    public FpmFacts[] Fpm { get; init; } = [];

    /// <summary>What nginx's configurations hand over to.</summary>
    public NginxUpstream[] Upstreams { get; init; } = [];

    /// <summary>The pools of php-fpm's configurations.</summary>
    public FpmPool[] Pools { get; init; } = [];

    /// <summary>What the machine has at each endpoint that an upstream or a pool names, as each nginx sees it.</summary>
    public EndpointFacts[] Endpoints { get; init; } = [];

    /// <summary>The TCP ports of this machine on which somebody listens now, whoever it is; empty when that was not seen.</summary>
    public int[] ListeningPorts { get; init; } = [];

    /// <summary>net.core.somaxconn: the longest accept queue that the kernel gives; null when it was not seen.</summary>
    public int? SomaxConn { get; init; }

    /// <summary>The addresses of this machine's interfaces, loopback among them.</summary>
    public string[] LocalAddresses { get; init; } = [];

    /// <summary>True where the machine is a container: other hosts reach it by its own address on purpose.</summary>
    public bool IsContainer { get; init; }

    /// <summary>The document roots of upstreams that are not there.</summary>
    public string[] MissingDocumentRoots { get; init; } = [];

    /// <summary>The document roots of upstreams that nginx's worker may not enter.</summary>
    public ClosedDocumentRoot[] ClosedDocumentRoots { get; init; } = [];

    /// <summary>What could not be looked at.</summary>
    public NotSeen[] NotSeen { get; init; } = [];
}
