using System.Collections.Concurrent;

namespace Nginx502.Nginx;

/// <summary>
/// Settings by the line that they come from. A file with parameters is included by every site of a host: what its lines say is the
/// same object for all of them.
/// </summary>
internal sealed class SettingCache
{
    private readonly ConcurrentDictionary<(SyntaxDirective Line, NginxSettingScope Scope), NginxSetting> _settings = [];

    /// <summary>A line as a setting.</summary>
    /// <param name="line">The line.</param>
    /// <param name="hasParameter">True when its first argument is a part of its name.</param>
    /// <param name="scope">The block that it stands in.</param>
    public NginxSetting Get(SyntaxDirective line, bool hasParameter, NginxSettingScope scope) =>
        _settings.GetOrAdd((line, scope), key => SettingText.Read(key.Line, hasParameter, key.Scope));
}
