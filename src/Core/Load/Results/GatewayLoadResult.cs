using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>
/// What a load showed: how much was answered how fast, what failed, what nginx logged and how full the pools were meanwhile, and where it broke. It belongs to a
/// machine and a moment; its texts are safe to show.
/// </summary>
public sealed record GatewayLoadResult
{
    [JsonConstructor]
    internal GatewayLoadResult()
    {
    }

    /// <summary>The machine's name.</summary>
    public string ComputerName { get; init; } = string.Empty;

    /// <summary>The machine and its boot.</summary>
    public MachineIdentity Machine { get; init; } = new(null, null);

    /// <summary>When it began, local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>What was asked for: a site without its query, or an endpoint with its script.</summary>
    public string Target { get; init; } = string.Empty;

    /// <summary>The address that was connected to.</summary>
    public string Address { get; init; } = string.Empty;

    /// <summary>True when a connection served one request after the other, as far as the other side let it.</summary>
    public bool KeepsConnections { get; init; }

    /// <summary>The most requests under way at the same time; with -FindLimit of the highest step that held, else of the first.</summary>
    public int Concurrency { get; init; }

    /// <summary>The rate of that step, requests a second; null where the next was sent when one was answered.</summary>
    public double? Rate { get; init; }

    /// <summary>How long that step took; requests under way at its end are not in it.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Answers a second in that step.</summary>
    public double RequestsPerSecond { get; init; }

    /// <summary>How long answers took in that step, from when they were due: at a fixed rate that is before they were sent, where the server held others up.</summary>
    public LoadLatency Latency { get; init; } = new(default, default, default, default, default, default, default, default, default);

    /// <summary>How long they took from when they were sent; null where that is the same.</summary>
    public LoadLatency? ServiceTime { get; init; }

    /// <summary>Requests that were answered, or failed, in all steps.</summary>
    public long Requests { get; init; }

    /// <summary>Requests without an answer, and answers that are failures: 5xx and 429.</summary>
    public long Failed { get; init; }

    /// <summary>Requests that were due and not sent, since no connection was free for them.</summary>
    public long Unsent { get; init; }

    /// <summary>Requests that were under way at the end and were given up.</summary>
    public long Unfinished { get; init; }

    /// <summary>Connections that were made.</summary>
    public long Connections { get; init; }

    /// <summary>Bytes received, heads and all.</summary>
    public long BytesReceived { get; init; }

    /// <summary>The answers by status, the most frequent first.</summary>
    public LoadStatusCount[] StatusCounts { get; init; } = [];

    /// <summary>The requests without an answer by reason, the most frequent first.</summary>
    public LoadErrorCount[] Errors { get; init; } = [];

    /// <summary>What nginx logged meanwhile about its upstreams, the most frequent first; other visitors' requests are among it.</summary>
    public LoadSymptom[] Symptoms { get; init; } = [];

    /// <summary>How full the pools were meanwhile.</summary>
    public LoadPool[] Pools { get; init; } = [];

    /// <summary>The steps; one without -FindLimit.</summary>
    public LoadStep[] Steps { get; init; } = [];

    /// <summary>Where it broke; null when it did not.</summary>
    public LoadBreak? Break { get; init; }

    /// <summary>Why it ended.</summary>
    public LoadEnd EndedBy { get; init; }

    /// <summary>What could not be looked at.</summary>
    public NotSeen[] NotSeen { get; init; } = [];

    /// <summary>The target and how much it took.</summary>
    public override string ToString() => FormattableString.Invariant($"{Target}: {RequestsPerSecond:0.#}/s, {Latency}, {Failed} failed{(Break is { } broke ? $", {broke}" : string.Empty)}");
}
