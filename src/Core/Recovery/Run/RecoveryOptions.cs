namespace Nginx502;

/// <summary>How a recovery goes.</summary>
public sealed record RecoveryOptions
{
    /// <summary>Which nginx and php-fpm are meant.</summary>
    public GatewayTarget Target { get; init; } = GatewayTarget.ThisMachine;

    /// <summary>The sites that must be served well, beside all endpoints.</summary>
    public IReadOnlyList<Uri> Sites { get; init; } = [];

    /// <summary>True when nobody is asked: only what a recovery may do alone is done, after the failure lasted.</summary>
    public bool IsUnattended { get; init; }

    /// <summary>What it may do beyond that, since a person said so beforehand.</summary>
    public IReadOnlyList<RecoveryAction> Allow { get; init; } = [];

    /// <summary>What it may not do.</summary>
    public IReadOnlyList<RecoveryAction> Deny { get; init; } = [];

    /// <summary>How many steps it takes at most.</summary>
    public int MaxStep { get; init; } = 3;

    /// <summary>Who is told of an incident, once, and once that it is over.</summary>
    public IReadOnlyList<NotificationTarget> Notify { get; init; } = [];

    /// <summary>A plan that was made before; null to make one.</summary>
    public RecoveryPlan? Plan { get; init; }

    /// <summary>How long a failure must last before anything is done unattended; it is looked at three times in it.</summary>
    public TimeSpan Confirmation { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait for a package manager, or for the system to have started.</summary>
    public TimeSpan HoldPatience { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>The cmdlet that asks.</summary>
    public string Command { get; init; } = "Invoke-502Recovery";

    /// <summary>The command as it was typed, with secrets masked; null when there is none.</summary>
    public string? CommandLine { get; init; }
}
