namespace Nginx502.Nginx;

/// <summary>A directive that is wanted for an upstream.</summary>
/// <param name="Key">Its name as settings have it: <c>fastcgi_read_timeout</c>, <c>fastcgi_param SCRIPT_FILENAME</c>.</param>
/// <param name="Slot">The setting.</param>
/// <param name="Parameter">The first argument where it is a part of the name; null for all others.</param>
/// <param name="Values">What stands behind that, as nginx is to take it; null to take the directive away.</param>
internal sealed record WantedSetting(string Key, SettingSlot Slot, string? Parameter, IReadOnlyList<string>? Values)
{
    /// <summary>The whole directive as it is written.</summary>
    public string Line => $"{Slot.Name} {string.Join(' ', Arguments.Select(WordText.Encode))};";

    /// <summary>All arguments, as nginx is to take them.</summary>
    public IReadOnlyList<string> Arguments => [.. Parameter is null ? [] : new[] { Parameter }, .. Values ?? []];

    /// <summary>True when a directive is this one, whatever it says.</summary>
    public bool Names(SyntaxDirective directive) =>
        directive.Known == Slot.Name && directive.ArgumentCount > 0 && (Parameter is null || directive.Argument(0) == Parameter);

    /// <summary>True when a value is what is wanted: <c>60</c> is <c>1m</c>.</summary>
    public bool IsIn(NginxSetting? setting) =>
        setting is null ? Values is null : Values is not null && ValueEquality.AreEqual(Slot.Definition.Kind, SettingText.Words(setting.Value), Values);

    /// <summary>True when directives say together what is wanted.</summary>
    public bool IsSaidBy(IReadOnlyList<SyntaxDirective> directives) =>
        directives.Count > 0 && ValueEquality.AreEqual(Slot.Definition.Kind, [.. directives.SelectMany(directive => directive.Arguments())], Arguments);
}
