namespace Nginx502.Build;

/// <summary>A task cannot go on. The message says why, to a person, and is all that is shown.</summary>
internal sealed class BuildException(string message, int exitCode = BuildException.Failure) : Exception(message)
{
    /// <summary>The exit code of a task that failed.</summary>
    public const int Failure = 1;

    /// <summary>The exit code when the command line is wrong, or something has to be installed first.</summary>
    public const int CannotStart = 2;

    /// <summary>The exit code that the build program ends with.</summary>
    public int ExitCode { get; } = exitCode;
}
