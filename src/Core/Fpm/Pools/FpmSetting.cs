namespace Nginx502;

/// <summary>One directive of php-fpm as it is in effect. Its texts are safe to show, and masked where they could be a secret.</summary>
/// <param name="Name">The directive, as php-fpm spells it; with its key where it has one: <c>php_admin_value[memory_limit]</c>.</param>
/// <param name="Value">The effective value as <c>php-fpm -tt</c> prints it; null when it is not set and nothing is built in.</param>
/// <param name="IsDefault">True when it is built in, or follows from others, and no line sets it.</param>
/// <param name="Path">The file that sets it last; null for a default.</param>
/// <param name="LineNumber">The line there, from 1; null for a default.</param>
public sealed record FpmSetting(string Name, string? Value, bool IsDefault, string? Path, int? LineNumber)
{
    /// <summary>As a line of a configuration.</summary>
    public override string ToString() => $"{Name} = {Value}";
}
