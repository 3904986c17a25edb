namespace Nginx502.Recovery;

/// <summary>What came of putting the files of a change back.</summary>
/// <param name="Problems">Which file is not as before, why, and how it is finished by hand.</param>
/// <param name="IsToBeTriedAgain">True when a call failed; false when a file was left alone because somebody changed it.</param>
/// <param name="HasLeftovers">True when something beside the files could not be removed, which the next run does.</param>
/// <param name="Warnings">What else stays.</param>
internal sealed record PutBackResult(IReadOnlyList<PutBackProblem> Problems, bool IsToBeTriedAgain, bool HasLeftovers, IReadOnlyList<string> Warnings)
{
    /// <summary>The failure, and what is where because of it.</summary>
    public ChangeFailure Explain(ChangeFailure failure) => failure with
    {
        Reason = ChangeFailureReason.NotPutBack,
        Path = Problems[0].Path,
        Problem = $"{failure.Problem} Not everything could be put back: {string.Join(" ", Problems.Select(problem => problem.Problem))}",
        Advice = $"Finish it by hand: {string.Join("; ", Problems.Select(problem => problem.Command))}.{(IsToBeTriedAgain ? " The next change tries it again." : string.Empty)}",
        ErrorNumber = Problems[0].ErrorNumber,
    };
}
