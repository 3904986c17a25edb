namespace Nginx502.Fpm;

/// <summary>Makes the settings that are shown: texts safe, secrets masked, and of several lines for one key the one that counts.</summary>
/// <param name="options">What is known beside the files.</param>
internal sealed class FpmSettings(FpmReadOptions options)
{
    private readonly PhpVersionNumber? _version = PhpVersionNumber.Parse(options.PhpVersion);
    private readonly Dictionary<(string Name, string? Value), FpmSetting> _defaults = [];
    private readonly Dictionary<FpmConfigurationFile, string> _paths = [];
    private readonly Dictionary<string, bool> _secretNames = new(StringComparer.Ordinal);

    /// <summary>The settings of a section, in the order of php-fpm's dump.</summary>
    public IReadOnlyList<FpmSetting> Of(FpmSection section)
    {
        var settings = new List<FpmSetting>(section.Directives.Count + section.Assignments.Count);
        foreach (FpmDirective directive in section.Directives)
        {
            FpmAssignment? assigned = section.AssignedAt(directive.Ordinal);
            string? value = section.EffectiveAt(directive.Ordinal);
            if (assigned is null && !IsShownUnset(directive))
            {
                continue;
            }

            string? shown = value is null ? null : ShownValue(directive, value, assigned);
            settings.Add(assigned is null ? Default(directive.Name, shown) : Setting(assigned, directive.Name, shown));
            if (directive.Name == "access.format")
            {
                settings.AddRange(section.SuppressedPaths.AsEnumerable().Reverse().Select(path => Setting(path, path.SettingName, RawText.ToSafe(path.Value))));
            }
        }

        AddKeyed(settings, section.Environment, (key, value) => FpmLineMask.MaskValue("env", key, value));
        AddKeyed(settings, section.PhpValues, MaskSetting);
        AddKeyed(settings, section.PhpAdminValues, MaskSetting);
        return settings;
    }

    /// <summary>The value of a directive as the dump prints it: times of most directives end in <c>s</c>.</summary>
    public static string Printed(FpmDirective directive, string value) =>
        directive.Kind == FpmDirectiveKind.Duration && directive.Name != "pm.process_idle_timeout" ? value + "s" : value;

    private bool IsShownUnset(FpmDirective directive) =>
        directive.Needs != "apparmor" && options.Build.Has(directive) != false
        && !(_version is { } version && PhpVersionNumber.Parse(directive.Since) is { } since && !version.IsAtLeast(since.Major, since.Minor));

    private static string ShownValue(FpmDirective directive, string value, FpmAssignment? assigned)
    {
        string printed = assigned is { IsUnknown: true } ? value : Printed(directive, value);
        string safe = RawText.ToSafe(printed);
        return assigned is null ? safe : MaskCredentials(safe);
    }

    // Thousands of pools repeat the same few names, and most values hold nothing that could be a credential.
    private string MaskSetting(string name, string value)
    {
        if (!_secretNames.TryGetValue(name, out bool isSecret))
        {
            isSecret = SecretText.IsSecretName(name);
            _secretNames[name] = isSecret;
        }

        return isSecret && value.Length > 0 && !SecretText.IsDirectory(name, value) ? SecretText.Mask : MaskCredentials(value);
    }

    private static string MaskCredentials(string text) => text.AsSpan().IndexOfAny('=', ':', ' ') < 0 ? text : SecretText.MaskCredentials(text);

    private FpmSetting Default(string name, string? value)
    {
        if (!_defaults.TryGetValue((name, value), out FpmSetting? setting))
        {
            setting = new FpmSetting(name, value, IsDefault: true, null, null);
            _defaults[(name, value)] = setting;
        }

        return setting;
    }

    private FpmSetting Setting(FpmAssignment assigned, string name, string? value)
    {
        if (!_paths.TryGetValue(assigned.File, out string? path))
        {
            path = SafeText.Escape(assigned.File.Path);
            _paths[assigned.File] = path;
        }

        return new FpmSetting(name, value, IsDefault: false, path, assigned.Line.Number);
    }

    // php-fpm applies the lines of a key from the last one to the first: the first one stays.
    private void AddKeyed(List<FpmSetting> settings, List<FpmAssignment> lines, Func<string, string, string> mask)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        int start = settings.Count;
        foreach (FpmAssignment line in lines)
        {
            if (known.Add(line.SettingName))
            {
                settings.Add(Setting(line, RawText.ToSafe(line.SettingName), mask(RawText.ToSafe(line.Key!), RawText.ToSafe(line.Value))));
            }
        }

        settings.Reverse(start, settings.Count - start);
    }
}
