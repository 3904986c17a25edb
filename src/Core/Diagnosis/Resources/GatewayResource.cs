using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>One thing that a gateway can run out of: how much is used, how much there is, and whether that is enough. Its texts are safe to show.</summary>
public sealed record GatewayResource
{
    [JsonConstructor]
    internal GatewayResource()
    {
    }

    /// <summary>What it is.</summary>
    [JsonInclude]
    public GatewayResourceKind Resource { get; internal init; }

    /// <summary>Of what: <c>machine</c>, a mount point, <c>nginx worker 812</c>, an address.</summary>
    [JsonInclude]
    public string Subject { get; internal init; } = string.Empty;

    /// <summary>Whether there is enough.</summary>
    [JsonInclude]
    public GatewayResourceState State { get; internal init; }

    /// <summary>True when it is short or exhausted: what a filter wants.</summary>
    public bool IsShort => State >= GatewayResourceState.Warning;

    /// <summary>How much is used, in <see cref="Unit"/>; null when it was not seen.</summary>
    [JsonInclude]
    public double? Used { get; internal init; }

    /// <summary>How much there is, in <see cref="Unit"/>; null for no limit.</summary>
    [JsonInclude]
    public double? Limit { get; internal init; }

    /// <summary>What both count: <c>bytes</c>, <c>files</c>, <c>connections</c>; empty for a share of time.</summary>
    [JsonInclude]
    public string Unit { get; internal init; } = string.Empty;

    /// <summary>Used of limit, or a share of time; 1 is all. A queue can hold one more than its limit. Null where neither is known.</summary>
    [JsonInclude]
    public double? Share { get; internal init; }

    /// <summary>What it means, a sentence or two.</summary>
    [JsonInclude]
    public string Explanation { get; internal init; } = string.Empty;

    /// <summary>What can be done, the best first; empty where nothing need be.</summary>
    [JsonInclude]
    public Remedy[] Remedies { get; internal init; } = [];

    /// <summary>When it was looked at, local time.</summary>
    [JsonInclude]
    public DateTime Time { get; internal init; }

    /// <summary>The resource, whose it is, and how it stands.</summary>
    public override string ToString() => $"{Resource} {Subject}: {State}";
}
