namespace Nginx502;

/// <summary>Acts of recoveries since the counting began.</summary>
/// <param name="Action">What was done.</param>
/// <param name="Result">What became of it: a <see cref="RecoveryStepOutcome"/>, or <c>Interrupted</c> where the recovery was killed.</param>
/// <param name="Count">How often.</param>
public sealed record MetricActionCount(RecoveryAction Action, string Result, long Count)
{
    /// <summary>Action, result and count.</summary>
    public override string ToString() => $"{Action} {Result} {Count}";
}
