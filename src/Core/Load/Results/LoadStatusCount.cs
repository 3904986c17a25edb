namespace Nginx502;

/// <summary>How often a status was answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Count">How often.</param>
public sealed record LoadStatusCount(int Status, long Count)
{
    /// <summary>Both.</summary>
    public override string ToString() => FormattableString.Invariant($"{Status} x {Count}");
}
