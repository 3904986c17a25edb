namespace Nginx502;

/// <summary>What the checklist looks at, and nothing else.</summary>
public sealed record ChecklistFacts
{
    /// <summary>The machine.</summary>
    public required GatewaySnapshot Snapshot { get; init; }

    /// <summary>What nginx and php-fpm say of their configurations; null when they were not asked.</summary>
    public ConfigurationTestResult[]? ConfigurationTests { get; init; }

    /// <summary>The firewall; null when it was not looked at.</summary>
    public FirewallFacts? Firewall { get; init; }
}
