using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Commands;

namespace Nginx502.Pipeline;

/// <summary>The directives that Set-NginxUpstreamTuning is to set, by the protocol of each upstream.</summary>
/// <param name="cmdlet">The cmdlet.</param>
internal sealed class UpstreamTuning(SetNginxUpstreamTuningCommand cmdlet)
{
    private const long Kilobyte = 1024;

    private readonly (string Suffix, string? Value)[] _typed =
    [
        ("_connect_timeout", Time(cmdlet.ConnectTimeout)),
        ("_send_timeout", Time(cmdlet.SendTimeout)),
        ("_read_timeout", Time(cmdlet.ReadTimeout)),
        ("_buffer_size", Size(cmdlet.BufferSize)),
        ("_buffers", cmdlet.Buffers),
        ("_busy_buffers_size", Size(cmdlet.BusyBuffersSize)),
        ("_buffering", Flag(cmdlet, nameof(cmdlet.Buffering))),
        ("_keep_conn", Flag(cmdlet, nameof(cmdlet.KeepConnections))),
        ("_next_upstream", cmdlet.NextUpstream is { } failures ? string.Join(' ', failures) : null),
        ("_next_upstream_tries", cmdlet.NextUpstreamTries?.ToString(CultureInfo.InvariantCulture)),
        ("_next_upstream_timeout", Time(cmdlet.NextUpstreamTimeout)),
    ];

    /// <summary>True when nothing is to be set.</summary>
    public bool IsEmpty => cmdlet.Directive.Count == 0 && _typed.All(item => item.Value is null);

    /// <summary>Plans it for upstreams of a configuration, all in one edit.</summary>
    public NginxEdit Plan(NginxReading reading, IReadOnlyList<NginxUpstream> chosen) =>
        new NginxUpstreamEditor(reading.Configuration).Set(chosen, ValuesFor);

    private IReadOnlyDictionary<string, string?> ValuesFor(NginxUpstream upstream)
    {
        string prefix = upstream.Directive[..^"_pass".Length];
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in cmdlet.Directive)
        {
            values[Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!] = entry.Value is bool flag ? Flag(flag) : DirectiveText.Of(entry.Value);
        }

        foreach ((string suffix, string? value) in _typed.Where(item => item.Value is not null))
        {
            values[prefix + suffix] = value;
        }

        return values;
    }

    // As a person writes it: 90s, 500ms.
    private static string? Time(TimeSpan? time) => time is not { } span ? null
        : span.Ticks % TimeSpan.TicksPerSecond == 0 ? string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalSeconds}s")
        : string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Ceiling(span.TotalMilliseconds)}ms");

    private static string? Size(long? bytes) => bytes is not { } size ? null
        : size % Kilobyte == 0 ? string.Create(CultureInfo.InvariantCulture, $"{size / Kilobyte}k")
        : size.ToString(CultureInfo.InvariantCulture);

    // -Buffering:$false turns it off; not given leaves it.
    private static string? Flag(PSCmdlet cmdlet, string parameter) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out object? given) ? Flag(((SwitchParameter)given).ToBool()) : null;

    private static string Flag(bool flag) => flag ? "on" : "off";
}
