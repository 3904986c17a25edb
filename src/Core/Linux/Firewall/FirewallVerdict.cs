namespace Nginx502.Linux;

/// <summary>What becomes of a packet that a rule fits.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Target">The chain that is gone to; null for others.</param>
public sealed record FirewallVerdict(FirewallAction Action, string? Target = null)
{
    /// <summary>Where the action is looked up; null for others.</summary>
    public FirewallMatch? Lookup { get; init; }

    /// <summary>The address that it is given to go to; null to keep it, or when it is this machine's own.</summary>
    public string? ToAddress { get; init; }

    /// <summary>The port that it is given to go to; null to keep it.</summary>
    public int? ToPort { get; init; }

    /// <summary>What it is handed to, for a sentence: "a program (NFQUEUE)"; null for others.</summary>
    public string? Doubt { get; init; }

    /// <summary>An action that cannot be judged.</summary>
    public static FirewallVerdict Unknown(string doubt) => new(FirewallAction.Unknown) { Doubt = SafeText.Escape(doubt) };
}
