namespace Nginx502;

/// <summary>How many workers of a pool do the same.</summary>
/// <param name="Wait">What they wait for.</param>
/// <param name="Activity">What they do, in words.</param>
/// <param name="WaitsFor">What they wait for by name; null when it has none.</param>
/// <param name="WaitsForHint">What usually listens there; null when that is not known.</param>
/// <param name="Count">How many.</param>
public sealed record FpmActivityCount(FpmWorkerWait Wait, string Activity, string? WaitsFor, string? WaitsForHint, int Count)
{
    /// <summary>The number and the words.</summary>
    public override string ToString() => $"{Count} {Activity}";
}
