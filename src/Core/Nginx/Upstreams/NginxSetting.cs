namespace Nginx502;

/// <summary>One directive of nginx as it is in effect for an upstream. Its texts are safe to show, and masked where they could be a secret.</summary>
/// <param name="Name">The directive: <c>fastcgi_read_timeout</c>; parameters with their name, <c>fastcgi_param SCRIPT_FILENAME</c>.</param>
/// <param name="Value">The arguments as written, one blank between them, or what is built in.</param>
/// <param name="Scope">The block that it comes from.</param>
/// <param name="Path">The file; null for what is built in.</param>
/// <param name="LineNumber">The line there, from 1; null for what is built in.</param>
public sealed record NginxSetting(string Name, string Value, NginxSettingScope Scope, string? Path, int? LineNumber)
{
    /// <summary>As a line of a configuration.</summary>
    public override string ToString() => $"{Name} {Value};";
}
