namespace Nginx502;

/// <summary>How many workers of a pool do the same.</summary>
/// <param name="Wait">What they wait for.</param>
/// <param name="Activity">What they do, in words.</param>
/// <param name="Count">How many.</param>
public sealed record FpmActivityCount(FpmWorkerWait Wait, string Activity, int Count)
{
    /// <summary>The number and the words.</summary>
    public override string ToString() => $"{Count} {Activity}";
}
