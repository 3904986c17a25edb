namespace Nginx502.Recovery;

/// <summary>Whether one more act on a target is allowed now.</summary>
/// <param name="IsAllowed">True when it is.</param>
/// <param name="IsFlapping">True when it was done so often that it hides the trouble.</param>
/// <param name="Reason">Why not, or what a person should know, a sentence; null for nothing.</param>
/// <param name="Next">When it is allowed again, local time; null when it is now, or only a person can tell.</param>
internal sealed record GuardVerdict(bool IsAllowed, bool IsFlapping, string? Reason, DateTime? Next);
