namespace Nginx502.Linux;

/// <summary>One rule of a chain.</summary>
/// <param name="Number">Its place in the chain, from 1.</param>
/// <param name="Handle">Its number in its table (nftables); null where there is none.</param>
/// <param name="Text">The rule as its tool writes it. Safe to show.</param>
/// <param name="Comment">Its comment; null without one. Safe to show.</param>
/// <param name="Matches">Its conditions; all must fit.</param>
/// <param name="Verdict">What becomes of the packet.</param>
public sealed record FirewallRule(
    int Number, long? Handle, string Text, string? Comment, IReadOnlyList<FirewallMatch> Matches, FirewallVerdict Verdict);
