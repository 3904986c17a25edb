namespace Nginx502.Nginx;

/// <summary>Reads typed values out of the settings of an upstream. A value that nginx does not take is null.</summary>
/// <param name="upstream">The upstream.</param>
internal readonly struct UpstreamValues(NginxUpstream upstream)
{
    private const string Parameter = "_param ";

    private readonly string _prefix = SettingCatalogue.PrefixOf(upstream.Protocol);

    /// <summary>A time of the protocol's: <c>read_timeout</c>.</summary>
    public TimeSpan? Duration(string name) => WholeDuration(_prefix + name);

    /// <summary>A size of the protocol's, in bytes.</summary>
    public long? Size(string name) => NginxSize.TryParse(First(_prefix + name), out long bytes) ? bytes : null;

    /// <summary>A number of the protocol's.</summary>
    public int? Number(string name) => NginxSize.TryParseNumber(First(_prefix + name), out long number) && number <= int.MaxValue ? (int)number : null;

    /// <summary>A switch of the protocol's.</summary>
    public bool? Flag(string name) => First(_prefix + name)?.ToUpperInvariant() switch { "ON" => true, "OFF" => false, _ => null };

    /// <summary>Words of the protocol's; empty when it has no such directive.</summary>
    public IReadOnlyList<string> Words(string name) => AllWords(_prefix + name);

    /// <summary>Buffers of the protocol's.</summary>
    public NginxBuffers? Buffers(string name) =>
        AllWords(_prefix + name) is [{ } count, { } size] && NginxSize.TryParseNumber(count, out long number) && number <= int.MaxValue
        && NginxSize.TryParse(size, out long bytes) ? new NginxBuffers((int)number, bytes) : null;

    /// <summary>A time of a directive without prefix.</summary>
    public TimeSpan? WholeDuration(string name) => NginxTime.ToDuration(First(name));

    /// <summary>A size of a directive without prefix, in bytes.</summary>
    public long? WholeOffset(string name) => NginxSize.TryParseOffset(First(name), out long bytes) ? bytes : null;

    /// <summary>The idle connections that each worker keeps to the group.</summary>
    public int IdleConnections() =>
        upstream.GetSetting("keepalive") is { } keepalive && SettingText.Words(keepalive.Value) is [{ } count, ..]
        && NginxSize.TryParseNumber(count, out long number) && number <= int.MaxValue ? (int)number : 0;

    /// <summary>The parameters by name; where one stands twice the last one counts, as it does for PHP.</summary>
    public Dictionary<string, string> Parameters()
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (NginxSetting setting in upstream.Settings)
        {
            int name = setting.Name.IndexOf(Parameter, StringComparison.Ordinal);
            if (name > 0 && setting.Name.StartsWith(_prefix, StringComparison.Ordinal))
            {
                parameters[setting.Name[(name + Parameter.Length)..]] = SettingText.Words(setting.Value).FirstOrDefault(string.Empty);
            }
        }

        return parameters;
    }

    /// <summary>The directory of <c>root</c> or <c>alias</c>.</summary>
    public string? DocumentRoot() => First("root") ?? First("alias");

    private string? First(string name) => AllWords(name) is [{ } first, ..] ? first : null;

    private string[] AllWords(string name) => upstream.GetSetting(name) is { } setting ? SettingText.Words(setting.Value) : [];
}
