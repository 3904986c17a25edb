using Nginx502.Fpm;

namespace Nginx502;

/// <summary>
/// Works out edits of directives: only the lines that must change, each where a person would change it. Nothing is written; what comes out is read
/// again, and must say what was wanted and nothing else.
/// </summary>
public static class FpmPoolEditor
{
    /// <summary>The names of all directives of a pool, those with keys as <c>env[]</c>.</summary>
    public static IReadOnlyList<string> DirectiveNames { get; } =
        [.. FpmDirectives.Pool.Select(directive => directive.Name), "env[]", "php_value[]", "php_flag[]", "php_admin_value[]", "php_admin_flag[]"];

    /// <summary>Plans a change of directives of a pool.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="pool">One of its pools.</param>
    /// <param name="values">The directives with their values, <c>pm.max_children</c> or <c>php_admin_value[memory_limit]</c>; null takes one away: its line becomes a comment.</param>
    public static FpmEditPlan Plan(FpmConfiguration configuration, FpmPool pool, IReadOnlyDictionary<string, string?> values)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(pool);
        int index = IndexOf(configuration, pool);
        return Plan(configuration, configuration.PoolSections[index], configuration.Pools[index].Settings, values, $"pool {pool.Pool}");
    }

    /// <summary>Plans a change of directives of several pools and of the [global] section as one.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="pools">Pools of it; each gets the same values.</param>
    /// <param name="values">The directives of the pools with their values; null takes one away.</param>
    /// <param name="globalValues">The directives of [global] with their values; null takes one away.</param>
    public static FpmEditPlan Plan(
        FpmConfiguration configuration,
        IReadOnlyList<FpmPool> pools,
        IReadOnlyDictionary<string, string?> values,
        IReadOnlyDictionary<string, string?> globalValues)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(pools);
        ArgumentNullException.ThrowIfNull(values);
        return Plan(configuration, [.. pools.Select(pool => (pool, values))], globalValues);
    }

    /// <summary>Plans a change of directives of several pools, each with values of its own, and of the [global] section as one.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="pools">Pools of it with the directives and their values; null takes one away.</param>
    /// <param name="globalValues">The directives of [global] with their values; null takes one away.</param>
    public static FpmEditPlan Plan(
        FpmConfiguration configuration,
        IReadOnlyList<(FpmPool Pool, IReadOnlyDictionary<string, string?> Values)> pools,
        IReadOnlyDictionary<string, string?> globalValues)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(pools);
        ArgumentNullException.ThrowIfNull(globalValues);
        var sequence = new EditSequence(configuration);
        foreach ((FpmPool pool, IReadOnlyDictionary<string, string?> values) in pools.Where(one => one.Values.Count > 0))
        {
            sequence.Add(current => Plan(current, current.Pools[IndexOf(current, pool)], values));
        }

        if (globalValues.Count > 0)
        {
            sequence.Add(current => PlanGlobal(current, globalValues));
        }

        return sequence.Plan;
    }

    /// <summary>Plans a change of directives of the [global] section.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="values">The directives with their values; null takes one away.</param>
    public static FpmEditPlan PlanGlobal(FpmConfiguration configuration, IReadOnlyDictionary<string, string?> values)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Plan(configuration, configuration.GlobalSection, configuration.GlobalSettings, values, "global");
    }

    /// <summary>The place of a pool among those of its configuration.</summary>
    internal static int IndexOf(FpmConfiguration configuration, FpmPool pool)
    {
        for (int index = 0; index < configuration.Pools.Count; index++)
        {
            if (configuration.Pools[index].Pool == pool.Pool && configuration.Pools[index].ConfigurationPath == pool.ConfigurationPath)
            {
                return index;
            }
        }

        throw new ArgumentException($"{pool.Pool} is no pool of {SafeText.Escape(configuration.Path)}.", nameof(pool));
    }

    private static FpmEditPlan Plan(
        FpmConfiguration configuration, FpmSection section, IReadOnlyList<FpmSetting> settings, IReadOnlyDictionary<string, string?> values, string scope)
    {
        ArgumentNullException.ThrowIfNull(values);
        IReadOnlyList<FpmBrokenRule> broken = FpmPoolTuning.BrokenRules(configuration, section, values, out IReadOnlyList<WantedSetting> wanted);
        if (broken.Count > 0)
        {
            return new FpmEditPlan { BrokenRules = broken };
        }

        var edits = new SectionEdits(section);
        var unchanged = new List<FpmSetting>();
        var changed = new List<WantedSetting>();
        foreach (WantedSetting setting in wanted)
        {
            if (edits.IsAsWanted(setting))
            {
                unchanged.Add(settings.FirstOrDefault(current => current.Name == setting.SettingName) ?? new FpmSetting(RawText.ToSafe(setting.SettingName), null, IsDefault: true, null, null));
            }
            else if (edits.TryAdd(setting, out FpmBrokenRule? refusal))
            {
                changed.Add(setting);
            }
            else
            {
                return new FpmEditPlan { BrokenRules = [refusal] };
            }
        }

        FpmEditPlan plan = changed.Count == 0 ? new FpmEditPlan() : EditOutcome.Of(configuration, section, edits, changed, scope);
        return plan with { Unchanged = unchanged };
    }
}
