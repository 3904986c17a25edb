namespace Nginx502.Nginx;

/// <summary>Reads what is wanted for an upstream, and says what of it cannot be.</summary>
/// <param name="site">The upstream.</param>
internal sealed class WantedSettings(UpstreamSite site)
{
    private readonly List<ConfigurationDiagnostic> _problems = [];

    /// <summary>What cannot be, each with its reason.</summary>
    public IReadOnlyList<ConfigurationDiagnostic> Problems => _problems;

    /// <summary>Reads directives with their values.</summary>
    /// <param name="wanted">By the name that settings have; the value as a line has it behind the name, null to take the directive away.</param>
    public IReadOnlyList<WantedSetting> Read(IReadOnlyDictionary<string, string?> wanted)
    {
        var read = new List<WantedSetting>();
        foreach ((string key, string? value) in wanted)
        {
            string[] name = key.Split(' ', 2, StringSplitOptions.TrimEntries);
            if (site.Catalogue.SlotOf(name[0]) is not { } slot)
            {
                Say(key, $"\"{key}\" is no directive of {site.Upstream.Directive}", $"Name one that begins with {site.Catalogue.Prefix}.");
            }
            else if (slot.HasParameter != name.Length > 1)
            {
                Say(key, $"\"{key}\" needs {(slot.HasParameter ? "the name of what it sets behind it" : "no name behind it")}", null);
            }
            else
            {
                var setting = new WantedSetting(key, slot, slot.HasParameter ? name[1] : null, value is null ? null : Split(slot, value));
                if (Wrong(setting) is { } wrong)
                {
                    _problems.Add(wrong with { Path = null, LineNumber = null, Column = null });
                }
                else
                {
                    read.Add(setting);
                }
            }
        }

        return read;
    }

    private void Say(string key, string message, string? advice) =>
        _problems.Add(new ConfigurationDiagnostic(Severity.Error, "WantedSetting", SafeText.Escape(message), null, null, null, advice ?? $"Write {SafeText.Escape(key)} in another way."));

    // What takes one argument takes the value as a whole.
    private static IReadOnlyList<string> Split(SettingSlot slot, string value) =>
        slot.HasParameter || !slot.Definition.Takes(2) ? [value] : SettingText.Words(value);

    // The line is judged as nginx would judge it in a location.
    private static ConfigurationDiagnostic? Wrong(WantedSetting wanted)
    {
        if (wanted.Values is null)
        {
            return null;
        }

        SyntaxDirective[] read = SyntaxReader.Read("/", System.Text.Encoding.UTF8.GetBytes(wanted.Line)).Directives;
        if (read is not [{ End: SyntaxDirectiveEnd.Semicolon } directive] || !wanted.Slot.Definition.Takes(directive.ArgumentCount))
        {
            return new ConfigurationDiagnostic(Severity.Error, "WantedSetting", $"invalid number of arguments in \"{wanted.Slot.Name}\" directive", null, null);
        }

        var report = new CheckReport();
        new ValueCheck(report).Check(directive, wanted.Slot.Definition);
        return report.Found.FirstOrDefault(found => found.Severity >= Severity.Error);
    }
}
