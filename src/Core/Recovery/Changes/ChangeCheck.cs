namespace Nginx502;

/// <summary>What a check of the new configuration gave.</summary>
/// <param name="Passed">True when the programs take it.</param>
/// <param name="IsTestedBeforehand">True when it was checked before any file was replaced; false: installed first, and checked then.</param>
/// <param name="Diagnostics">What was said.</param>
public sealed record ChangeCheck(bool Passed, bool IsTestedBeforehand, ConfigurationDiagnostic[] Diagnostics)
{
    /// <summary>True when a program could not be asked, and the change was forced without its word: nothing is reloaded then.</summary>
    public bool IsForced { get; init; }

    /// <summary>Several checks as one: passed when all passed, tested beforehand when all were; null of none.</summary>
    internal static ChangeCheck? Join(IReadOnlyCollection<ChangeCheck> checks) => checks.Count == 0
        ? null
        : new(checks.All(check => check.Passed), checks.All(check => check.IsTestedBeforehand), checks.SelectMany(check => check.Diagnostics).ToArray()) { IsForced = checks.Any(check => check.IsForced) };
}
