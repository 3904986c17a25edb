namespace Nginx502.Build.Testing;

/// <summary>How a test ended.</summary>
internal enum TestOutcome
{
    /// <summary>It ran, and all was as it should be.</summary>
    Passed,

    /// <summary>It ran, and something was not as it should be.</summary>
    Failed,

    /// <summary>It did not run.</summary>
    Skipped,
}
