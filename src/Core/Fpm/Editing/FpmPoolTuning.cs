using System.Globalization;
using Nginx502.Fpm;

namespace Nginx502;

/// <summary>Says, before any file is touched, which rules of php-fpm wanted values break: all of them, each with a sentence.</summary>
public static class FpmPoolTuning
{
    private static readonly (string Name, int Default)[] Numbers =
    [
        ("pm.max_children", 0), ("pm.start_servers", 0), ("pm.min_spare_servers", 0), ("pm.max_spare_servers", 0), ("pm.max_spawn_rate", 32), ("pm.process_idle_timeout", 10),
    ];

    /// <summary>The rules that a pool would break with other values.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="pool">One of its pools.</param>
    /// <param name="values">The directives with their values; null stands for what is built in.</param>
    public static IReadOnlyList<FpmBrokenRule> BrokenRules(FpmConfiguration configuration, FpmPool pool, IReadOnlyDictionary<string, string?> values)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(values);
        return BrokenRules(configuration, configuration.PoolSections[FpmPoolEditor.IndexOf(configuration, pool)], values, out _);
    }

    internal static IReadOnlyList<FpmBrokenRule> BrokenRules(
        FpmConfiguration configuration, FpmSection section, IReadOnlyDictionary<string, string?> values, out IReadOnlyList<WantedSetting> wanted)
    {
        var broken = new List<FpmBrokenRule>();
        var settings = new List<WantedSetting>();
        foreach ((string name, string? value) in values)
        {
            if (!WantedSetting.TryParse(name, value, section.IsGlobal, out WantedSetting? setting, out FpmBrokenRule? unknown))
            {
                broken.Add(unknown);
            }
            else if (settings.Exists(other => other.SettingName == setting.SettingName))
            {
                broken.Add(new FpmBrokenRule("GivenTwice", [RawText.ToSafe(setting.SettingName)], $"{RawText.ToSafe(setting.SettingName)} is given twice", "Give each directive once."));
            }
            else
            {
                settings.Add(setting);
                CheckValue(setting, broken);
            }
        }

        // New lines at one place stand in php-fpm's own order.
        wanted = [.. settings.OrderBy(setting => setting.Directive?.Ordinal ?? int.MaxValue).ThenBy(setting => setting.SettingName, StringComparer.Ordinal)];
        if (!section.IsGlobal)
        {
            broken.AddRange(FpmTuningRules.Broken(NumbersOf(section, settings), FpmGlobalRules.IsEdgeTriggered(configuration.GlobalSection))
                .Where(rule => rule.Directives.Any(name => settings.Exists(setting => setting.Name == name || setting.Name == "pm"))));
        }

        return broken;
    }

    private static void CheckValue(WantedSetting setting, List<FpmBrokenRule> broken)
    {
        if (setting.Value is null || setting.Take(setting.Value, out string? problem) is not null)
        {
            return;
        }

        string name = RawText.ToSafe(setting.SettingName);
        string advice = (setting.Directive is { } directive ? FpmValueAdvice.For(directive, setting.Value) : null) ?? "Give another value.";
        broken.Add(new FpmBrokenRule("InvalidValue", [name], $"unable to parse value for entry '{name}': {problem}", advice));
    }

    // What lines set, and not what php-fpm made of it: with another process manager that is void.
    private static FpmTuningNumbers NumbersOf(FpmSection section, List<WantedSetting> settings)
    {
        int?[] numbers = [.. Numbers.Select(number => NumberOf(section, settings, number.Name, number.Default))];
        WantedSetting? manager = settings.Find(setting => setting.Name == "pm");
        string? written = manager is not null ? (manager.Value is { } value ? manager.Take(value, out _) ?? string.Empty : null)
            : section.IsUnknown("pm") ? string.Empty
            : section.Find("pm")?.Value;
        return new FpmTuningNumbers(written, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }

    private static int? NumberOf(FpmSection section, List<WantedSetting> settings, string name, int builtIn)
    {
        WantedSetting? setting = settings.Find(setting => setting.Name == name);
        string? value = setting is not null ? (setting.Value is { } wanted ? setting.Take(wanted, out _) : null) : section.Find(name) is { IsUnknown: false } line ? line.Value : null;
        return section.IsUnknown(name) && setting is null ? null
            : value is null ? (setting is { Value: not null } ? null : builtIn)
            : int.Parse(value, CultureInfo.InvariantCulture);
    }
}
