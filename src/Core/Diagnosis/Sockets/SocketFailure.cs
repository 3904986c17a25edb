namespace Nginx502.Diagnosis;

/// <summary>Why a rung failed.</summary>
/// <param name="Rung">Which.</param>
/// <param name="ErrorNumber">The kernel's error; 0 for none.</param>
/// <param name="Explanation">Why, in one sentence.</param>
/// <param name="Remedies">What mends it, the best first.</param>
internal sealed record SocketFailure(FpmSocketRungKind Rung, int ErrorNumber, string Explanation, IReadOnlyList<Remedy> Remedies)
{
    public SocketFailure(FpmSocketRungKind rung, Errno error, string explanation, params Remedy[] remedies)
        : this(rung, (int)error, explanation, remedies)
    {
    }
}
