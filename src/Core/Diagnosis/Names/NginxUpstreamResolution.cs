using Nginx502.Diagnosis;

namespace Nginx502;

/// <summary>
/// A host name that nginx leads requests to: what each source answers for it, what the running nginx is likely to hold, whether they
/// agree, and what is wrong. Its texts are safe to show.
/// </summary>
public sealed class NginxUpstreamResolution
{
    private readonly NginxNameFacts _facts;

    private NginxUpstreamResolution(NginxNameFacts facts)
    {
        _facts = facts;
        Problems = [.. NameRules.Check(facts).OrderByDescending(problem => problem.Severity)];
        (IReadOnlyList<string> likely, Held) = NameHolding.Of(facts);
        LikelyAddresses = [.. likely];
    }

    /// <summary>The name, as the configuration writes it.</summary>
    public string Name => _facts.Name;

    /// <summary>The first virtual server that leads to it.</summary>
    public string Server => _facts.Uses[0].Server;

    /// <summary>The first location that leads to it.</summary>
    public string Location => _facts.Uses[0].Location;

    /// <summary>The first endpoint with the name.</summary>
    public FpmEndpoint Endpoint => _facts.Uses[0].Endpoint;

    /// <summary>All places of the configuration that lead to it.</summary>
    public NameUse[] Uses => _facts.Uses;

    /// <summary>When nginx asks for it.</summary>
    public NameLookup Lookup => _facts.Lookup;

    /// <summary>True when nginx finds an address for it now: it would start with it, or a request would reach it. Null when that could not be asked.</summary>
    public bool? IsResolved => NameUsable.IsFound(_facts);

    /// <summary>True when all sources that know the name give the same addresses; null when fewer than two know it.</summary>
    public bool? Agrees => NameUsable.Agree(_facts);

    /// <summary>The addresses that the running nginx is likely to hold, or that a request would be led to now.</summary>
    public string[] LikelyAddresses { get; }

    /// <summary>Since when and how long nginx holds them, a sentence.</summary>
    public string Held { get; }

    /// <summary>What is wrong, the worst first.</summary>
    public NameProblem[] Problems { get; }

    /// <summary>How bad the worst of it is; null when nothing is.</summary>
    public Severity? Severity => Problems.Length > 0 ? Problems[0].Severity : null;

    /// <summary>What each source answered.</summary>
    public NameAnswer[] Answers => _facts.Answers;

    /// <summary>nginx's <c>resolver</c>, as a line of its configuration; null where it asks the system's, or has none.</summary>
    public string? Resolver => _facts.Resolver?.ToString();

    /// <summary>The place of that line.</summary>
    public string? ResolverPlace => _facts.Resolver is { } setting ? ConfigurationPlace.Format(setting.Path, setting.LineNumber) : null;

    /// <summary>The sources that the system's resolver asks, in order, of /etc/nsswitch.conf.</summary>
    public string[] Order => _facts.Order;

    /// <summary>When nginx read its configuration last, local time; null when it does not run, or it is not known.</summary>
    public DateTime? LoadedAt => _facts.LoadedAt;

    /// <summary>The main file of nginx's configuration.</summary>
    public string MasterConfigurationPath => _facts.MasterConfigurationPath;

    /// <summary>nginx's master; null when it does not run.</summary>
    public int? ProcessId => _facts.ProcessId;

    /// <summary>When it was asked, local time.</summary>
    public DateTime Time => _facts.Time;

    /// <summary>What could not be asked.</summary>
    public NotSeen[] NotSeen => _facts.NotSeen;

    /// <summary>Judges what was asked. A pure function.</summary>
    public static NginxUpstreamResolution Of(NginxNameFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return new NginxUpstreamResolution(facts);
    }

    /// <summary>The name and what it leads to.</summary>
    public override string ToString() => $"{Name} -> {(LikelyAddresses.Length > 0 ? string.Join(", ", LikelyAddresses) : "(nothing)")}";
}
