namespace Nginx502.Nginx;

/// <summary>Several edits of one configuration, each planned on what those before it make of the files, as one edit.</summary>
public sealed class NginxEditSequence
{
    private readonly NginxConfiguration _original;
    private readonly Dictionary<string, FileEdit> _edits = new(StringComparer.Ordinal);
    private readonly List<SettingChange> _changes = [];
    private readonly List<NginxUpstream> _affected = [];
    private readonly List<ConfigurationDiagnostic> _problems = [];
    private NginxConfiguration _current;

    /// <summary>Begins with a configuration as it is.</summary>
    public NginxEditSequence(NginxConfiguration configuration) => (_original, _current) = (configuration, configuration);

    /// <summary>All edits as one. One that is impossible has no edits.</summary>
    public NginxEdit Result => _problems.Count > 0 ? NginxEdit.Impossible(_problems) : new NginxEdit([.. _edits.Values], _changes, _affected, []);

    /// <summary>Adds an edit of an upstream.</summary>
    /// <param name="index">The place of the upstream among those of the configuration: no edit adds or removes one.</param>
    /// <param name="plan">Plans it on the configuration, and the upstream, as they would be by then.</param>
    public void Add(int index, Func<NginxConfiguration, NginxUpstream, NginxEdit> plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        NginxEdit edit = plan(_current, _current.Upstreams[index]);
        _problems.AddRange(edit.Problems);
        _changes.AddRange(edit.Changes);
        _affected.AddRange(edit.AlsoAffected.Select(affected => _original.Upstreams[IndexIn(_current, affected)]).Except(_affected));
        foreach (FileEdit file in edit.Edits)
        {
            _edits[file.Path] = _edits.TryGetValue(file.Path, out FileEdit? earlier) ? earlier with { After = file.After } : file;
        }

        if (edit.Edits.Count > 0)
        {
            _current = _original.With(_edits.Values.ToDictionary(file => file.Path, file => file.After.ToArray(), StringComparer.Ordinal));
        }
    }

    private static int IndexIn(NginxConfiguration configuration, NginxUpstream upstream)
    {
        for (int index = 0; index < configuration.Upstreams.Count; index++)
        {
            if (ReferenceEquals(configuration.Upstreams[index], upstream))
            {
                return index;
            }
        }

        throw new ArgumentException("It is no upstream of this configuration.", nameof(upstream));
    }
}
