namespace Nginx502;

/// <summary>What the checklist looks at, and nothing else.</summary>
public sealed record ChecklistFacts
{
    /// <summary>What was seen of the machine.</summary>
    public required GatewaySnapshot Snapshot { get; init; }

    /// <summary>What nginx and php-fpm say of all their configurations, loaded or not; null when they were not asked.</summary>
    public ConfigurationTestResult[]? ConfigurationTests { get; init; }
}
