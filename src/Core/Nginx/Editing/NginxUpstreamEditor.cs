using Nginx502.Nginx;

namespace Nginx502;

/// <summary>
/// Works out changes of nginx's configuration around one upstream, without making them. Only the lines that must change do, in the
/// way of their file; a value that is right already changes nothing. What comes out was read again: it says what was wanted, for no
/// other upstream anything else, and nothing that nginx would refuse.
/// </summary>
/// <param name="configuration">The configuration as it was read.</param>
public sealed class NginxUpstreamEditor(NginxConfiguration configuration)
{
    /// <summary>Sets or removes directives in the block of an upstream.</summary>
    /// <param name="upstream">The upstream, of this configuration.</param>
    /// <param name="wanted">
    /// By the name that its settings have: <c>fastcgi_read_timeout</c>. The value as a line has it behind the name, <c>8 16k</c>; null to
    /// take the directive out of the block, so that what is inherited holds.
    /// </param>
    public NginxEdit Set(NginxUpstream upstream, IReadOnlyDictionary<string, string?> wanted)
    {
        ArgumentNullException.ThrowIfNull(upstream);
        ArgumentNullException.ThrowIfNull(wanted);
        if (Find(upstream) is not { } site)
        {
            return NotFound(upstream);
        }

        var reading = new WantedSettings(site);
        IReadOnlyList<WantedSetting> settings = reading.Read(wanted);
        var editing = new BlockEditing(configuration, site);
        ConfigurationDiagnostic[] problems =
        [
            .. reading.Problems,
            .. settings.Where(editing.HidesInherited).Select(setting => Problem(
                $"\"{setting.Key}\" would hide all other {setting.Slot.Name} lines that are inherited here", "Change it where it stands, or write all of them into this block.")),
        ];
        if (problems.Length > 0)
        {
            return NginxEdit.Impossible(problems);
        }

        // What holds already is left alone, wherever it comes from; what is to be removed is removed where it stands.
        WantedSetting[] open = [.. settings.Where(setting => setting.Values is null || !setting.IsIn(upstream.GetSetting(setting.Key)))];
        TextEdit[] edits = [.. open.SelectMany(editing.Edit)];
        return new EditVerification(configuration, site).Verify(edits, [.. open.Select(setting => setting.Key)], after => Changes(upstream, after, open));
    }

    /// <summary>Makes an upstream reach another address: in its <c>*_pass</c>, in its group, or where its variable is set.</summary>
    /// <param name="upstream">The upstream, of this configuration.</param>
    /// <param name="from">The address that it is to reach no more; null for the only one that it has.</param>
    /// <param name="to">The address that it is to reach.</param>
    public NginxEdit ReplaceAddress(NginxUpstream upstream, FpmEndpoint? from, FpmEndpoint to)
    {
        ArgumentNullException.ThrowIfNull(upstream);
        ArgumentNullException.ThrowIfNull(to);
        if (Find(upstream) is not { } site)
        {
            return NotFound(upstream);
        }

        var editing = new AddressEditing(site);
        editing.Replace(from, to);
        return editing.Problems.Count > 0
            ? NginxEdit.Impossible([.. editing.Problems.Select(problem => Problem($"{upstream}: {problem}", null))])
            : new EditVerification(configuration, site).Verify(editing.Edits, [], after => AddressChanges(upstream, after));
    }

    private static ConfigurationDiagnostic Problem(string message, string? advice) =>
        new(Severity.Error, "EditImpossible", SafeText.Escape(message), null, null, null, advice);

    private static NginxEdit NotFound(NginxUpstream upstream) =>
        NginxEdit.Impossible([Problem($"{upstream} is not in this configuration any more", "Read the configuration again.")]);

    // The same object, or one that tells of the same lines: it may have been saved meanwhile.
    private UpstreamSite? Find(NginxUpstream upstream) =>
        configuration.UpstreamSites.FirstOrDefault(site => ReferenceEquals(site.Upstream, upstream))
        ?? configuration.UpstreamSites.FirstOrDefault(site =>
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
