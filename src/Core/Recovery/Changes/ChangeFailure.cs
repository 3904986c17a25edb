namespace Nginx502;

/// <summary>Why a change was not made, in words and for scripts. Its texts are safe to show.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Path">The full path of what it is about; null when it is about no file.</param>
/// <param name="Problem">What is wrong: sentences.</param>
/// <param name="Advice">What to do about it: sentences.</param>
/// <param name="ErrorNumber">The kernel's error number (man 3 errno); 0 when the refusal is this module's.</param>
/// <param name="Snippet">The change of this file as a unified diff, to be made where the file is managed; null where that is no way.</param>
public sealed record ChangeFailure(
    ChangeFailureReason Reason, string? Path, string Problem, string Advice, int ErrorNumber = 0, string? Snippet = null)
{
    /// <summary>The stable name of the reason, as errors carry it.</summary>
    public string Id => Reason.ToString();

    /// <summary>Problem and advice.</summary>
    public override string ToString() => $"{Problem} {Advice}";
}
