namespace Nginx502;

/// <summary>One rung of a socket's test.</summary>
/// <param name="Rung">Which.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Detail">What was seen, or why it was not; empty where nothing is to be said. Safe to show.</param>
public sealed record FpmSocketRung(FpmSocketRungKind Rung, FpmSocketRungStatus Status, string Detail)
{
    /// <summary>All three in one line.</summary>
    public override string ToString() => $"{Rung} {Status}{(Detail.Length > 0 ? $": {Detail}" : string.Empty)}";
}
