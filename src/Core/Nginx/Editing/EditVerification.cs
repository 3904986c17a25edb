namespace Nginx502.Nginx;

/// <summary>Reads what edits would make of a configuration, and compares it with what was before.</summary>
/// <param name="before">The configuration as it is.</param>
/// <param name="sites">The upstreams that are to change.</param>
internal sealed class EditVerification(NginxConfiguration before, IReadOnlyList<UpstreamSite> sites)
{
    /// <summary>The change, when it does what it should; else why it does not.</summary>
    /// <param name="edits">The edits.</param>
    /// <param name="keys">The settings that may change, by their names; empty when addresses may.</param>
    /// <param name="changes">Tells what changes for one of the upstreams, given how it is afterwards.</param>
    public NginxEdit Verify(IReadOnlyList<TextEdit> edits, IReadOnlyCollection<string> keys, Func<UpstreamSite, NginxUpstream, IReadOnlyList<SettingChange>> changes)
    {
        if (edits.Count == 0)
        {
            return new NginxEdit([], [], [], []);
        }

        ConfigurationDiagnostic[] unwritable = [.. edits.Where(edit => edit.File.Path == SyntaxFile.CommandLinePath).Select(_ => Problem("the line was given to nginx with -g, and stands in no file")).Take(1)];
        if (unwritable.Length > 0)
        {
            return NginxEdit.Impossible(unwritable);
        }

        Dictionary<string, byte[]> changed = TextEdits.Apply(edits);
        NginxConfiguration after = before.With(changed);
        ConfigurationDiagnostic[] refused = NewErrors(after);
        if (refused.Length > 0)
        {
            return NginxEdit.Impossible(refused);
        }

        if (after.Upstreams.Count != before.Upstreams.Count)
        {
            return NginxEdit.Impossible([Problem("the change would make other upstreams")]);
        }

        Dictionary<NginxUpstream, UpstreamSite> siteOf = sites.ToDictionary(site => site.Upstream, (IEqualityComparer<NginxUpstream>)ReferenceEqualityComparer.Instance);
        var changesOf = new Dictionary<UpstreamSite, IReadOnlyList<SettingChange>>();
        var affected = new List<NginxUpstream>();
        for (int index = 0; index < before.Upstreams.Count; index++)
        {
            (NginxUpstream old, NginxUpstream now) = (before.Upstreams[index], after.Upstreams[index]);
            if (Unwanted(old, now, keys) is { } unwanted)
            {
                return NginxEdit.Impossible([Problem($"the change would also change {unwanted} of {old}")]);
            }

            if (siteOf.TryGetValue(old, out UpstreamSite? site))
            {
                changesOf[site] = changes(site, now);
            }
            else if (!IsSame(old, now))
            {
                affected.Add(old);
            }
        }

        return new NginxEdit(
            [.. changed.Select(file => new FileEdit(file.Key, before.SyntaxFiles.First(known => known.Path == file.Key).Memory, file.Value))],
            [.. sites.SelectMany(site => changesOf[site]).DistinctBy(change => (change.Name, change.Path, change.LineNumber, change.Before, change.After))],
            affected,
            []);
    }

    private static ConfigurationDiagnostic Problem(string message) => new(Severity.Error, "EditImpossible", SafeText.Escape(message), null, null);

    // What was wrong before is not the change's doing. Lines move, so places are not compared.
    private ConfigurationDiagnostic[] NewErrors(NginxConfiguration after)
    {
        HashSet<(string, string?)> known = [.. before.Check().Select(found => (found.Message, found.Path))];
        return [.. after.Check().Where(found => found.Severity >= Severity.Error && !known.Contains((found.Message, found.Path)))];
    }

    // The first thing that changes though nobody asked for it. nginx derives some sizes from others.
    private static string? Unwanted(NginxUpstream old, NginxUpstream now, IReadOnlyCollection<string> keys)
    {
        if ((old.Server, old.Location, old.Directive, old.Group) != (now.Server, now.Location, now.Directive, now.Group))
        {
            return "place";
        }

        if (keys.Count > 0 && (old.Upstream != now.Upstream || !old.Servers.Select(server => server.Address).SequenceEqual(now.Servers.Select(server => server.Address))))
        {
            return "address";
        }

        return Differences(old, now).FirstOrDefault(name => !keys.Contains(name) && !IsDerived(name));
    }

    private static bool IsDerived(string name) => name.EndsWith("_busy_buffers_size", StringComparison.Ordinal) || name.EndsWith("_temp_file_write_size", StringComparison.Ordinal);

    private static bool IsSame(NginxUpstream old, NginxUpstream now) =>
        !Differences(old, now).Any() && old.Upstream == now.Upstream && old.Servers.Select(server => server.Address).SequenceEqual(now.Servers.Select(server => server.Address));

    private static IEnumerable<string> Differences(NginxUpstream old, NginxUpstream now) =>
        Values(old).Except(Values(now)).Concat(Values(now).Except(Values(old))).Select(setting => setting.Name).Distinct();

    private static IEnumerable<(string Name, string Value)> Values(NginxUpstream upstream) => upstream.Settings.Select(setting => (setting.Name, setting.Value));
}
