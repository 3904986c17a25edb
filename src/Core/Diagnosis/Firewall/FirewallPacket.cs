namespace Nginx502.Diagnosis;

/// <summary>The first packet of a TCP connection on its way through the rules; where it comes from is a set of addresses beside it.</summary>
/// <param name="Family">4 or 6.</param>
/// <param name="InputInterface">The interface that it comes in by; null when that is not known.</param>
/// <param name="IsFromHere">True when this machine itself sent it.</param>
/// <param name="Destination">The address that it goes to; null when that is not known.</param>
/// <param name="Port">The port that it goes to.</param>
internal sealed record FirewallPacket(int Family, string? InputInterface, bool IsFromHere, UInt128? Destination, int Port)
{
    /// <summary>The name of the machine's way to itself.</summary>
    public const string Loopback = "lo";

    /// <summary>What the tracking of connections knows of it.</summary>
    public PacketTracking Tracking { get; init; }

    /// <summary>True when it was given another address or port.</summary>
    public bool IsTranslated { get; init; }

    /// <summary>True when this machine sent it to another one.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>The interface that it is handed on by, or leaves by; null when that is not known.</summary>
    public string? OutputInterface { get; init; }

    /// <summary>True when it goes to another machine or container.</summary>
    public bool IsForwarded { get; init; }

    /// <summary>Where it is handed on to, for people; null when it is not.</summary>
    public string? ForwardedTo { get; init; }

    /// <summary>The last rule that accepted it, or the policy.</summary>
    public FirewallRulePlace? AcceptedBy { get; init; }
}
