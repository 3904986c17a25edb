namespace Nginx502;

/// <summary>What a program, and our own reading, say of a configuration. Its texts are safe to show, secrets masked.</summary>
/// <param name="Passed">True when the program accepts it, and our reading finds no error that the program does not look for; where it could not be asked, our reading decides, if it saw every file.</param>
/// <param name="Program"><c>nginx</c> or <c>php-fpm</c>.</param>
/// <param name="ConfigurationPath">The main file.</param>
/// <param name="ProcessId">The running master, whose program and options were used; null when none runs.</param>
/// <param name="Version">The program's version; null when it is not known.</param>
/// <param name="IsAsked">True when the program itself judged it.</param>
/// <param name="Command">The command that was run, in a view in which it changed nothing; null when none was.</param>
/// <param name="Diagnostics">What is to be said, the program's words first, then what our reading adds.</param>
/// <param name="NotSeen">What could not be judged.</param>
/// <param name="Output">What the program printed; empty when it was not asked.</param>
/// <param name="Duration">How long it took.</param>
public sealed record ConfigurationTestResult(
    bool Passed,
    string Program,
    string ConfigurationPath,
    int? ProcessId,
    string? Version,
    bool IsAsked,
    string? Command,
    ConfigurationDiagnostic[] Diagnostics,
    NotSeen[] NotSeen,
    string Output,
    TimeSpan Duration)
{
    /// <summary>How many diagnostics are errors.</summary>
    public int ErrorCount => Diagnostics.Count(diagnostic => diagnostic.Severity >= Severity.Error);

    /// <summary>How many diagnostics are warnings.</summary>
    public int WarningCount => Diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Warning);

    /// <summary>The program, its configuration, and whether it passed.</summary>
    public override string ToString() => $"{Program} {ConfigurationPath}: {(Passed ? "passed" : ErrorCount switch { 0 => "not judged", 1 => "failed with 1 error", _ => $"failed with {ErrorCount} errors" })}";
}
