namespace Nginx502.Recovery;

/// <summary>What was told of the incident that goes on, and what is still to be sent.</summary>
internal sealed record NotificationState
{
    /// <summary>When it was written: of two places the later one holds.</summary>
    public DateTimeOffset Written { get; init; }

    /// <summary>What was told of the incident, each once: causes (empty for an unknown one), and why recoveries could not run; empty when none goes on.</summary>
    public string[] Told { get; init; } = [];

    /// <summary>What failed in it.</summary>
    public string[] Failing { get; init; } = [];

    /// <summary>Its cause; null while it is not known.</summary>
    public Cause? Cause { get; init; }

    /// <summary>The sites that it hurt, as messages name them.</summary>
    public string[] Sites { get; init; } = [];

    /// <summary>True when nginx itself was down, so that it hurt all sites.</summary>
    public bool IsOfAllSites { get; init; }

    /// <summary>When it was first told; null when none goes on.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What is still to be sent, the oldest first.</summary>
    public UnsentNotification[] Unsent { get; init; } = [];

    /// <summary>True when an incident goes on that was told.</summary>
    public bool IsOpen => Told.Length > 0;
}
