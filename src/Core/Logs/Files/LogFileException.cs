namespace Nginx502;

/// <summary>A log could not be opened. The message names the file, the reason, and what to do about it.</summary>
public sealed class LogFileException : IOException
{
    internal LogFileException(LogFileProblem reason, string path, string problem, string advice, int errorNumber = 0)
        : base($"{problem} {advice}")
    {
        Problem = problem;
        Advice = advice;
        Reason = reason;
        Path = path;
        ErrorNumber = errorNumber;
    }

    /// <summary>What is wrong, safe to show.</summary>
    public string Problem { get; }

    /// <summary>What to do about it, safe to show.</summary>
    public string Advice { get; }

    /// <summary>Why.</summary>
    public LogFileProblem Reason { get; }

    /// <summary>The log's full path, as it was asked for.</summary>
    public string Path { get; }

    /// <summary>The error number of the kernel (man 3 errno), or 0 when the refusal is this module's.</summary>
    public int ErrorNumber { get; }
}
