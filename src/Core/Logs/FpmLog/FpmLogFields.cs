namespace Nginx502.Logs;

/// <summary>What was found in a record; ranges are of its content.</summary>
internal struct FpmLogFields
{
    /// <summary>When it was written, local time.</summary>
    public DateTime? Time;

    /// <summary>How grave it is.</summary>
    public FpmLogLevel Level;

    /// <summary>What happened.</summary>
    public FpmLogEvent Event;

    /// <summary>The form of the first line.</summary>
    public FpmLogForm Form;

    /// <summary>The worker.</summary>
    public int? ProcessId;

    /// <summary>The signal that ended it.</summary>
    public int? Signal;

    /// <summary>The code that it ended with.</summary>
    public int? ExitCode;

    /// <summary>How long it took.</summary>
    public TimeSpan? Duration;

    /// <summary>The limit that was reached.</summary>
    public int? Limit;

    /// <summary>The error number at the end.</summary>
    public int? ErrorNumber;

    /// <summary>A line of the configuration.</summary>
    public int? ConfigurationLineNumber;

    /// <summary>The message, without the pool.</summary>
    public Range Message;

    /// <summary>The pool's name; empty when there is none, as all that follow.</summary>
    public Range Pool;

    /// <summary>The signal's name.</summary>
    public Range SignalName;

    /// <summary>A script.</summary>
    public Range Script;

    /// <summary>Method and URI.</summary>
    public Range Request;

    /// <summary>What a worker said.</summary>
    public Range Output;

    /// <summary>The words for the error number.</summary>
    public Range ErrorText;

    /// <summary>A configuration file.</summary>
    public Range ConfigurationPath;
}
