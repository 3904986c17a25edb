using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>
/// What the outermost level of nginx's configuration and its <c>events</c> block say: as whom nginx runs and how much it can hold
/// (nginx: src/core/nginx.c, src/event/ngx_event.c). All texts are safe to show.
/// </summary>
public sealed class NginxMainSettings
{
    [JsonConstructor]
    internal NginxMainSettings()
    {
    }

    /// <summary>The user of the workers; null when none is written, and nginx takes the one that was chosen when it was built.</summary>
    [JsonInclude]
    public string? User { get; internal init; }

    /// <summary>The group of the workers: that of the second word of <c>user</c>, else the one of the user's name; null without <c>user</c>.</summary>
    [JsonInclude]
    public string? Group { get; internal init; }

    /// <summary>The number of workers; null for <c>auto</c>, one for each processor.</summary>
    [JsonInclude]
    public int? WorkerProcesses { get; internal init; } = 1;

    /// <summary>How many connections one worker can have, those to upstreams among them.</summary>
    [JsonInclude]
    public int WorkerConnections { get; internal init; } = 512;

    /// <summary>How many descriptors one worker may have; null when the limit of the process holds.</summary>
    [JsonInclude]
    public long? WorkerRlimitNofile { get; internal init; }

    /// <summary>How long workers of an earlier configuration may go on; null for as long as their requests take.</summary>
    [JsonInclude]
    public TimeSpan? WorkerShutdownTimeout { get; internal init; }

    /// <summary>The pid file as written; null when the one that was chosen when nginx was built is used.</summary>
    [JsonInclude]
    public string? PidPath { get; internal init; }

    /// <summary>The modules that are loaded, as written.</summary>
    [JsonInclude]
    public IReadOnlyList<string> LoadedModules { get; internal init; } = [];

    /// <summary>All directives of both levels that were read here, with their places.</summary>
    [JsonInclude]
    public IReadOnlyList<NginxSetting> Settings { get; internal init; } = [];

    /// <summary>The user and the workers.</summary>
    public override string ToString() => $"user {User ?? "(built in)"}, {(WorkerProcesses is { } count ? count : "auto")} workers";
}
