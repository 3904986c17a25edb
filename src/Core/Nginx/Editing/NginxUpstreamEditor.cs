using Nginx502.Nginx;

namespace Nginx502;

/// <summary>
/// Works out changes of nginx's configuration around upstreams, without making them. Only the lines that must change do, in the
/// way of their file; a value that is right already changes nothing. What comes out was read again: it says what was wanted, for no
/// other upstream anything else, and nothing that nginx would refuse.
/// </summary>
/// <param name="configuration">The configuration as it was read.</param>
public sealed class NginxUpstreamEditor(NginxConfiguration configuration)
{
    private readonly Dictionary<NginxUpstream, UpstreamSite> _sites =
        configuration.UpstreamSites.ToDictionary(site => site.Upstream, (IEqualityComparer<NginxUpstream>)ReferenceEqualityComparer.Instance);

    /// <summary>The directives of fastcgi_pass that can be set by their names alone, in order.</summary>
    public static IReadOnlyList<string> DirectiveNames { get; } =
        [.. SettingCatalogue.For(null)[(int)UpstreamProtocol.FastCgi].Slots.Where(slot => !slot.HasParameter && slot.Name.Text.StartsWith(SettingCatalogue.PrefixOf(UpstreamProtocol.FastCgi), StringComparison.Ordinal)).Select(slot => slot.Name.Text)];

    /// <summary>Sets or removes directives in the block of an upstream.</summary>
    /// <param name="upstream">The upstream, of this configuration.</param>
    /// <param name="wanted">
    /// By the name that its settings have: <c>fastcgi_read_timeout</c>. The value as a line has it behind the name, <c>8 16k</c>; null to
    /// take the directive out of the block, so that what is inherited holds.
    /// </param>
    public NginxEdit Set(NginxUpstream upstream, IReadOnlyDictionary<string, string?> wanted) => Set([upstream], _ => wanted);

    /// <summary>Sets or removes directives in the blocks of several upstreams, as one edit.</summary>
    /// <param name="upstreams">The upstreams, of this configuration.</param>
    /// <param name="wanted">The directives for each.</param>
    public NginxEdit Set(IReadOnlyList<NginxUpstream> upstreams, Func<NginxUpstream, IReadOnlyDictionary<string, string?>> wanted)
    {
        ArgumentNullException.ThrowIfNull(upstreams);
        ArgumentNullException.ThrowIfNull(wanted);
        var problems = new List<ConfigurationDiagnostic>();
        var open = new List<(UpstreamSite Site, WantedSetting Setting)>();
        foreach (NginxUpstream upstream in upstreams)
        {
            if (Find(upstream) is not { } site)
            {
                problems.Add(NotFound(upstream));
                continue;
            }

            var reading = new WantedSettings(site);
            IReadOnlyList<WantedSetting> settings = reading.Read(wanted(site.Upstream));
            var editing = new BlockEditing(configuration, site);
            problems.AddRange(reading.Problems);
            problems.AddRange(settings.Where(editing.HidesInherited).Select(setting => Problem(
                $"\"{setting.Key}\" would hide all other {setting.Slot.Name} lines that are inherited here", "Change it where it stands, or write all of them into this block.")));

            // What holds already is left alone, wherever it comes from; what is to be removed is removed where it stands.
            open.AddRange(settings.Where(setting => setting.Values is null || !setting.IsIn(site.Upstream.GetSetting(setting.Key))).Select(setting => (site, setting)));
        }

        if (problems.Count > 0)
        {
            return NginxEdit.Impossible([.. problems.Distinct()]);
        }

        (UpstreamSite Site, WantedSetting Setting)[] own = [.. open.Where(one => !open.Exists(other => IsInherited(one, other)))];
        TextEdit[] edits = [.. own.SelectMany(one => new BlockEditing(configuration, one.Site).Edit(one.Setting))];
        UpstreamSite[] sites = [.. open.Select(one => one.Site).Distinct()];
        ILookup<UpstreamSite, WantedSetting> settingsOf = open.ToLookup(one => one.Site, one => one.Setting);
        return new EditVerification(configuration, sites).Verify(
            edits,
            [.. open.Select(one => one.Setting.Key).Distinct()],
            (site, after) => Changes(site.Upstream, after, settingsOf[site]));
    }

    /// <summary>Makes an upstream reach another address: in its <c>*_pass</c>, in its group, or where its variable is set.</summary>
    /// <param name="upstream">The upstream, of this configuration.</param>
    /// <param name="from">The address that it is to reach no more; null for the only one that it has.</param>
    /// <param name="to">The address that it is to reach.</param>
    public NginxEdit ReplaceAddress(NginxUpstream upstream, FpmEndpoint? from, FpmEndpoint to) => ReplaceAddresses([(upstream, from)], to);

    /// <summary>Makes several upstreams reach another address, as one edit.</summary>
    /// <param name="replaced">The upstreams, of this configuration, each with the address that it is to reach no more; null for the only one that it has.</param>
    /// <param name="to">The address that they are to reach.</param>
    public NginxEdit ReplaceAddresses(IReadOnlyList<(NginxUpstream Upstream, FpmEndpoint? From)> replaced, FpmEndpoint to)
    {
        ArgumentNullException.ThrowIfNull(replaced);
        ArgumentNullException.ThrowIfNull(to);
        var problems = new List<ConfigurationDiagnostic>();
        var edits = new List<TextEdit>();
        var sites = new List<UpstreamSite>();
        foreach ((NginxUpstream upstream, FpmEndpoint? from) in replaced)
        {
            if (Find(upstream) is not { } site)
            {
                problems.Add(NotFound(upstream));
                continue;
            }

            var editing = new AddressEditing(site);
            editing.Replace(from, to);
            problems.AddRange(editing.Problems.Select(problem => Problem($"{upstream}: {problem}", null)));
            edits.AddRange(editing.Edits);
            sites.Add(site);
        }

        return problems.Count > 0
            ? NginxEdit.Impossible(problems)
            : new EditVerification(configuration, [.. sites.Distinct()]).Verify(edits, [], (site, after) => AddressChanges(site.Upstream, after));
    }

    // In a block within another one that gets the same line, and that it has its value from so far.
    private static bool IsInherited((UpstreamSite Site, WantedSetting Setting) inner, (UpstreamSite Site, WantedSetting Setting) outer)
    {
        if (inner.Setting.Values is null || inner.Setting.Key != outer.Setting.Key || outer.Setting.Values?.SequenceEqual(inner.Setting.Values) != true)
        {
            return false;
        }

        HttpBlock? around = inner.Site.Block.Parent;
        while (around is not null && around != outer.Site.Block)
        {
            around = around.Parent;
        }

        NginxSetting? innerNow = inner.Site.Upstream.GetSetting(inner.Setting.Key);
        NginxSetting? outerNow = outer.Site.Upstream.GetSetting(inner.Setting.Key);
        return around is not null && (innerNow?.Path, innerNow?.LineNumber) == (outerNow?.Path, outerNow?.LineNumber);
    }

    private static ConfigurationDiagnostic Problem(string message, string? advice) =>
        new(Severity.Error, "EditImpossible", SafeText.Escape(message), null, null, null, advice);

    private static ConfigurationDiagnostic NotFound(NginxUpstream upstream) =>
        Problem($"{upstream} is not in this configuration any more", "Read the configuration again.");

    // The same object, or one that tells of the same lines: it may have been saved meanwhile.
    private UpstreamSite? Find(NginxUpstream upstream) =>
        _sites.GetValueOrDefault(upstream) ?? configuration.UpstreamSites.FirstOrDefault(site =>
            site.Upstream.Path == upstream.Path && site.Upstream.LineNumber == upstream.LineNumber && site.Upstream.Server == upstream.Server
            && site.Upstream.Location == upstream.Location && site.Upstream.Upstream == upstream.Upstream);

    private static string ScopeOf(NginxUpstream upstream) => $"server {upstream.Server}, location {upstream.Location}";

    private static IReadOnlyList<SettingChange> Changes(NginxUpstream before, NginxUpstream after, IEnumerable<WantedSetting> wanted) =>
    [
        .. wanted
            .Select(setting => (setting.Key, Old: before.GetSetting(setting.Key), New: after.GetSetting(setting.Key)))
            .Where(change => change.Old?.Value != change.New?.Value || change.Old?.Scope != change.New?.Scope)
            .Select(change => new SettingChange(
                change.Key,
                change.Old?.Value,
                change.New?.Value,
                change.Old?.Scope == NginxSettingScope.Default,
                change.New?.Path ?? change.Old?.Path ?? after.Path,
                change.New?.LineNumber ?? change.Old?.LineNumber,
                ScopeOf(after),
                ChangeApplies.NginxReload)),
    ];

    private static IReadOnlyList<SettingChange> AddressChanges(NginxUpstream before, NginxUpstream after) =>
    [
        .. before.Servers.Zip(after.Servers)
            .Where(change => change.First.Address != change.Second.Address)
            .Select(change => new SettingChange(
                before.Group is null ? before.Directive : "server",
                change.First.Address,
                change.Second.Address,
                false,
                change.Second.Path,
                change.Second.LineNumber,
                before.Group is null ? ScopeOf(after) : $"upstream {before.Group}",
                ChangeApplies.NginxReload)),
    ];
}
