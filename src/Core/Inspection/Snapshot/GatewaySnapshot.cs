using Nginx502.Nginx;

namespace Nginx502;

/// <summary>
/// Everything that was seen of the nginx and the php-fpm of one machine at one moment: what diagnosis looks at, and nothing else. A plain record, which
/// goes to JSON and back without loss; secrets are masked in it.
/// </summary>
public sealed record GatewaySnapshot
{
    /// <summary>The version of the schema that this module writes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>What is not seen where neither configuration was read in time.</summary>
    internal const string BothConfigurations = "where both configurations meet";

    /// <summary>The version of the schema.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The machine's name.</summary>
    public string ComputerName { get; init; } = string.Empty;

    /// <summary>Which machine and which of its boots it was.</summary>
    public MachineIdentity Machine { get; init; } = new(null, null);

    /// <summary>When it was taken, local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>How far back the logs were read, local time.</summary>
    public DateTime Since { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>True when root took it, who sees everything.</summary>
    public bool IsPrivileged { get; init; }

    /// <summary>The directory that stood for <c>/</c>; null where it is of the machine itself.</summary>
    public string? RootPath { get; init; }

    /// <summary>Both configurations, and what the machine has where they meet.</summary>
    public GatewayConfiguration Configuration { get; init; } = new();

    /// <summary>nginx and each php-fpm as services.</summary>
    public GatewayService[] Services { get; init; } = [];

    /// <summary>The package manager that is at work; null when none is, or it was not looked for.</summary>
    public PackageManagerWork? PackageManager { get; init; }

    /// <summary>What nginx's worker finds at each endpoint.</summary>
    public FpmSocketFacts[] Sockets { get; init; } = [];

    /// <summary>What each pool does.</summary>
    public FpmPoolStatus[] Pools { get; init; } = [];

    /// <summary>What nginx's error logs say.</summary>
    public ErrorEvidence[] Errors { get; init; } = [];

    /// <summary>What nginx's access logs say.</summary>
    public AnswerCount[] Answers { get; init; } = [];

    /// <summary>What php-fpm's logs say.</summary>
    public FpmEventEvidence[] FpmEvents { get; init; } = [];

    /// <summary>The logs that were looked at.</summary>
    public WrittenLog[] Logs { get; init; } = [];

    /// <summary>What can run out; null when it was not seen.</summary>
    public GatewayResourceFacts? Resources { get; init; }

    /// <summary>What the workers of php-fpm take; null when it was not seen.</summary>
    public FpmMemoryFacts? Memory { get; init; }

    /// <summary>The host names of upstreams.</summary>
    public NginxNameFacts[] Names { get; init; } = [];

    /// <summary>What nginx and php-fpm think of configurations that they have not loaded.</summary>
    public ConfigurationTestResult[] ConfigurationTests { get; init; } = [];

    /// <summary>Errors that nginx's configuration answers on purpose.</summary>
    public NginxReturn[] Returns { get; init; } = [];

    /// <summary>What changed, in order; null when it was not looked at.</summary>
    public GatewayTimeline? Timeline { get; init; }

    /// <summary>The firewall; null when it was not seen.</summary>
    public FirewallFacts? Firewall { get; init; }

    /// <summary>The site as a probe found it; empty when none was asked for.</summary>
    public SiteProbe[] Probes { get; init; } = [];

    /// <summary>What could not be looked at.</summary>
    public NotSeen[] NotSeen { get; init; } = [];

    /// <summary>The machine and the time.</summary>
    public override string ToString() => $"{ComputerName} {Time:yyyy-MM-dd HH:mm:ss}";
}
