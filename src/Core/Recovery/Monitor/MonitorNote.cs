using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nginx502.Recovery;

/// <summary>The settings of a monitor as its file keeps them, in a comment: what anybody may read of them.</summary>
internal sealed record MonitorNote
{
    private const string UsualStatePath = "/var/lib/nginx502";
    private const string Prefix = "# nginx502-settings: ";

    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>How often it runs, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>The program.</summary>
    public string HostProgram { get; init; } = string.Empty;

    /// <summary>The manifest of the module.</summary>
    public string ModulePath { get; init; } = string.Empty;

    /// <summary>The sites.</summary>
    public string[] Uri { get; init; } = [];

    /// <summary>The main file of nginx's configuration.</summary>
    public string? NginxConfigPath { get; init; }

    /// <summary>The main file of php-fpm's configuration.</summary>
    public string? FpmConfigPath { get; init; }

    /// <summary>What it may do beside.</summary>
    public RecoveryAction[] Allow { get; init; } = [];

    /// <summary>The file that names who is told; null when nobody is.</summary>
    public string? NotifyPath { get; init; }

    /// <summary>The directory of the state, where a variable named another than the usual one.</summary>
    public string? StatePath { get; init; }

    /// <summary>The note of settings.</summary>
    public static MonitorNote Of(MonitorSettings settings, string notifyPath, string statePath) => new()
    {
        StatePath = statePath == UsualStatePath ? null : statePath,
        Seconds = settings.Interval.TotalSeconds,
        HostProgram = settings.HostProgram,
        ModulePath = settings.ModulePath,
        Uri = [.. settings.Sites.Select(site => site.AbsoluteUri)],
        NginxConfigPath = settings.NginxConfigPath,
        FpmConfigPath = settings.FpmConfigPath,
        Allow = [.. settings.Allow],
        NotifyPath = settings.Notify.Count > 0 ? notifyPath : null,
    };

    /// <summary>The note in a file; null when there is none that can be read.</summary>
    public static MonitorNote? In(string content)
    {
        string? line = content.Split('\n').FirstOrDefault(line => line.StartsWith(Prefix, StringComparison.Ordinal));
        try
        {
            return line is null ? null : JsonSerializer.Deserialize<MonitorNote>(line[Prefix.Length..], Form) is { Seconds: > 0 and < 1e7, HostProgram.Length: > 0 } note ? note : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The line of a comment.</summary>
    public string ToLine() => Prefix + JsonSerializer.Serialize(this, Form);
}
