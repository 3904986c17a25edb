namespace Nginx502.Nginx;

/// <summary>What one block says about one setting: its directives, which become settings when somebody asks for them.</summary>
/// <param name="slot">The setting.</param>
/// <param name="scope">The kind of block.</param>
internal sealed class SettingEntry(SettingSlot slot, NginxSettingScope scope)
{
    private IReadOnlyList<NginxSetting>? _settings;

    /// <summary>The directives, in order.</summary>
    public List<SyntaxDirective> Directives { get; } = [];

    /// <summary>The settings: one for each directive, or one for all where they add up.</summary>
    public IReadOnlyList<NginxSetting> Settings => _settings ??= slot.AddsUp
        ? [SettingText.Join(Directives, scope)]
        : [.. Directives.Select(directive => SettingText.Read(directive, slot.HasParameter, scope))];
}
