namespace Nginx502.Diagnosis;

/// <summary>What is to be said of a service.</summary>
/// <param name="Severity">How bad it is; null when nothing is wrong.</param>
/// <param name="Explanation">What it means.</param>
/// <param name="Remedies">What can be done.</param>
internal sealed record ServiceFinding(Severity? Severity, string Explanation, IReadOnlyList<Remedy> Remedies);
