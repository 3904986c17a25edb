namespace Nginx502.Fpm;

/// <summary>Several edits of one configuration, each planned on what those before it make of the files, as one plan.</summary>
internal sealed class EditSequence
{
    private readonly Dictionary<string, FileEdit> _edits = new(StringComparer.Ordinal);
    private FpmConfiguration _current;

    /// <summary>Begins with a configuration as it is.</summary>
    public EditSequence(FpmConfiguration configuration) => _current = configuration;

    /// <summary>The plan so far. One that was refused has no edits.</summary>
    public FpmEditPlan Plan { get; private set; } = new();

    /// <summary>Adds an edit.</summary>
    /// <param name="plan">Plans it on the configuration as it would be by then.</param>
    public void Add(Func<FpmConfiguration, FpmEditPlan> plan)
    {
        FpmEditPlan next = plan(_current);
        foreach (FileEdit edit in next.Edits)
        {
            _edits[edit.Path] = _edits.TryGetValue(edit.Path, out FileEdit? earlier) ? earlier with { After = edit.After } : edit;
        }

        if (next.Edits.Count > 0)
        {
            _current = _current.With(next.Edits.ToDictionary(edit => edit.Path, edit => edit.After.ToArray(), StringComparer.Ordinal));
        }

        IReadOnlyList<FpmBrokenRule> broken = [.. Plan.BrokenRules, .. next.BrokenRules];
        Plan = next with
        {
            Edits = broken.Count > 0 ? [] : [.. _edits.Values],
            Changes = broken.Count > 0 ? [] : [.. Plan.Changes, .. next.Changes],
            Unchanged = [.. Plan.Unchanged, .. next.Unchanged],
            BrokenRules = broken,
        };
    }
}
