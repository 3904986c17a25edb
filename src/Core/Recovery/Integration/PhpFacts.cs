namespace Nginx502;

/// <summary>What PHP said of itself, asked in a worker of the pool. Its texts are safe to show.</summary>
/// <param name="Version">The version: <c>8.2.36</c>.</param>
/// <param name="Sapi">How it runs: <c>fpm-fcgi</c>.</param>
/// <param name="IniFile">The php.ini that it loaded; null for none.</param>
/// <param name="IniFiles">The further .ini files that it loaded, in order.</param>
/// <param name="Limits">The limits that matter to a 502.</param>
/// <param name="Extensions">The extensions, by name.</param>
/// <param name="Opcache">The cache of compiled scripts, and the compiler.</param>
public sealed record PhpFacts(string Version, string Sapi, string? IniFile, string[] IniFiles, PhpLimits Limits, string[] Extensions, PhpOpcache Opcache)
{
    /// <summary>The version and how it runs.</summary>
    public override string ToString() => $"PHP {Version} ({Sapi})";
}
