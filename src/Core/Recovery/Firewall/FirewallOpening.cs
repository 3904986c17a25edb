using Nginx502.Diagnosis;
using Nginx502.Recovery;

namespace Nginx502;

/// <summary>A plan to open one port, or why it is refused. Its texts are safe to show.</summary>
public sealed class FirewallOpening
{
    internal FirewallOpening(FirewallPort port, FirewallSource? source, ChangeFailure? refusal)
    {
        Port = port;
        Source = source;
        Refusal = refusal;
    }

    /// <summary>The port.</summary>
    public FirewallPort Port { get; }

    /// <summary>Where from; null for anywhere.</summary>
    public FirewallSource? Source { get; }

    /// <summary>Why it is not to be done; null when it may be.</summary>
    public ChangeFailure? Refusal { get; }

    /// <summary>The commands, as they would be typed.</summary>
    public IReadOnlyList<string> Commands => [.. (Rule?.Commands ?? []).Select(command => command.ToText())];

    /// <summary>Whether the rule is there after a reboot, and how to make it so: sentences.</summary>
    public string Persistence { get; internal init; } = string.Empty;

    /// <summary>What opens, for people: <c>port 9000 from 10.0.0.7</c>.</summary>
    public string Target => $"port {Port.Port} from {Source?.ToString() ?? "anywhere"}";

    /// <summary>The rules; null when it is refused.</summary>
    internal JournalRuleLine? Rule { get; init; }

    /// <summary>What rules denied by name before, and may deny afterwards.</summary>
    internal IReadOnlyList<FirewallOutcome> Denied { get; init; } = [];

    /// <summary>What it changes, for the journal.</summary>
    internal SettingChange? Setting { get; init; }
}
