namespace Nginx502.Build.Testing;

/// <summary>How one test ended.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">Why it failed, and where; empty otherwise.</param>
internal sealed record TestResult(string Name, TestOutcome Outcome, string Message);
