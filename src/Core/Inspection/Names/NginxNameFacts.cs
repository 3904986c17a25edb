namespace Nginx502;

/// <summary>
/// A host name that nginx leads requests to: how it finds the addresses, and what each source answers now. A plain record; nothing in it
/// asks again. Its texts are safe to show.
/// </summary>
public sealed record NginxNameFacts
{
    /// <summary>The name, as the configuration writes it.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>When nginx asks for it.</summary>
    public NameLookup Lookup { get; init; }

    /// <summary>The places of the configuration that lead to it.</summary>
    public NameUse[] Uses { get; init; } = [];

    /// <summary>The <c>resolver</c> that nginx asks; null where it asks the system's, or none is configured.</summary>
    public NginxSetting? Resolver { get; init; }

    /// <summary>How long nginx keeps answers of its <c>resolver</c>, whatever they say: <c>valid=</c>; null where their own time to live counts.</summary>
    public TimeSpan? ResolverValid { get; init; }

    /// <summary>True when nginx asks its <c>resolver</c> for IPv4 addresses; false with <c>ipv4=off</c>.</summary>
    public bool AsksIPv4 { get; init; } = true;

    /// <summary>True when nginx asks its <c>resolver</c> for IPv6 addresses; false with <c>ipv6=off</c>.</summary>
    public bool AsksIPv6 { get; init; } = true;

    /// <summary>What each source answers.</summary>
    public NameAnswer[] Answers { get; init; } = [];

    /// <summary>The sources that the system's resolver asks, in order, of /etc/nsswitch.conf.</summary>
    public string[] Order { get; init; } = [];

    /// <summary>The domains that the system's resolver appends, of /etc/resolv.conf.</summary>
    public string[] SearchDomains { get; init; } = [];

    /// <summary>The name servers that the system's resolver asks, of /etc/resolv.conf.</summary>
    public string[] NameServers { get; init; } = [];

    /// <summary>True when the line of /etc/hosts was added by this module.</summary>
    public bool IsHostsLineMarked { get; init; }

    /// <summary>When /etc/hosts was changed last, local time; null when it was not seen.</summary>
    public DateTime? HostsChangedAt { get; init; }

    /// <summary>When nginx read its configuration last, local time; null when it does not run, or it is not known.</summary>
    public DateTime? LoadedAt { get; init; }

    /// <summary>The main file of nginx's configuration.</summary>
    public string MasterConfigurationPath { get; init; } = string.Empty;

    /// <summary>nginx's master; null when it does not run.</summary>
    public int? ProcessId { get; init; }

    /// <summary>When it was asked, local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>How long was waited for answers at most.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>What could not be asked.</summary>
    public NotSeen[] NotSeen { get; init; } = [];

    /// <summary>The answers of one source.</summary>
    public IEnumerable<NameAnswer> AnswersOf(NameSource source) => Answers.Where(answer => answer.Source == source);
}
