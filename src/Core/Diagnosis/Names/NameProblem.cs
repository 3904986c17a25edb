namespace Nginx502;

/// <summary>One thing that is wrong with a host name. Its texts are safe to show.</summary>
/// <param name="Kind">What.</param>
/// <param name="Severity">How bad it is: an error is one that visitors get, or that keeps nginx from starting.</param>
/// <param name="AttemptStatus">The status that requests get from it: 502; null when they get none.</param>
/// <param name="Explanation">What is wrong and why it hurts.</param>
/// <param name="Remedies">What can be done, the best first.</param>
public sealed record NameProblem(NameProblemKind Kind, Severity Severity, int? AttemptStatus, string Explanation, Remedy[] Remedies)
{
    /// <summary>The kind and the explanation.</summary>
    public override string ToString() => $"{Kind}: {Explanation}";
}
