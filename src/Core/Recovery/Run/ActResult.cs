namespace Nginx502.Recovery;

/// <summary>What came of doing a step.</summary>
/// <param name="Problem">Why it could not be done, a sentence; null when it was done.</param>
/// <param name="ChangeId">The number of the change that it made; null when it changed no file.</param>
/// <param name="Undo">Takes it back, and says why it could not, a sentence; null when it cannot be taken back.</param>
internal sealed record ActResult(string? Problem, int? ChangeId = null, Func<string?>? Undo = null)
{
    /// <summary>True when it was not begun: nothing was touched.</summary>
    public bool IsRefused { get; init; }
}
