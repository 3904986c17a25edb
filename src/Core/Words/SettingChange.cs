namespace Nginx502;

/// <summary>What a change makes of one setting. Values are masked where they could be secrets, and safe to show.</summary>
/// <param name="Name">The directive: <c>pm.max_children</c>, <c>fastcgi_read_timeout</c>.</param>
/// <param name="Before">What held before, as written or as built in; null when nothing did.</param>
/// <param name="After">What holds afterwards; null when the directive was taken away and nothing is built in.</param>
/// <param name="WasDefault">True when what held before was built in and not written.</param>
/// <param name="Path">The file.</param>
/// <param name="LineNumber">The line that holds it afterwards, or held it when it was taken away; from 1.</param>
/// <param name="Scope">What it is a setting of: <c>pool www</c>, <c>server shop.example, location ~ \.php$</c>.</param>
/// <param name="Applies">How it takes effect.</param>
public sealed record SettingChange(
    string Name, string? Before, string? After, bool WasDefault, string Path, int? LineNumber, string Scope, ChangeApplies Applies)
{
    /// <summary>The change in a line: <c>pm.max_children 5 -> 20</c>.</summary>
    public override string ToString() => $"{Name} {Before ?? "-"} -> {After ?? "-"}";
}
