namespace Nginx502.Nginx;

/// <summary>What one block says about one setting: its directives, which become settings when somebody asks for them.</summary>
/// <param name="slot">The setting.</param>
/// <param name="block">The block.</param>
internal sealed class SettingEntry(SettingSlot slot, HttpBlock block)
{
    private IReadOnlyList<NginxSetting>? _settings;

    /// <summary>The directives, in order.</summary>
    public List<SyntaxDirective> Directives { get; } = new(capacity: 1);

    /// <summary>The settings: one for each directive, or one for all where they add up.</summary>
    public IReadOnlyList<NginxSetting> Settings => _settings ??= slot.AddsUp && Directives.Count > 1
        ? [SettingText.Join(Directives, block.Scope)]
        : [.. Directives.Select(directive => block.Cache.Get(directive, slot.HasParameter, block.Scope))];
}
