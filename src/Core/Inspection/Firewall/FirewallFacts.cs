using Nginx502.Linux;

namespace Nginx502;

/// <summary>The firewall of this machine as it is now, with what is needed to judge it.</summary>
public sealed record FirewallFacts
{
    /// <summary>When it was read, local.</summary>
    public DateTime Time { get; init; }

    /// <summary>The rules that the kernel has; null when they could not be seen.</summary>
    public FirewallRuleSet? Rules { get; init; }

    /// <summary>Which tool manages what comes in.</summary>
    public FirewallManager Manager { get; init; }

    /// <summary>How ufw is set up; null where it is not installed.</summary>
    public UfwState? Ufw { get; init; }

    /// <summary>The interfaces that are up.</summary>
    public FirewallInterface[] Interfaces { get; init; } = [];

    /// <summary>The TCP ports that are listened on.</summary>
    public FirewallListener[] Listeners { get; init; } = [];

    /// <summary>What could not be seen.</summary>
    public NotSeen[] NotSeen { get; init; } = [];
}
