namespace Nginx502.Logs;

/// <summary>Where records come from: one file, or the pipeline. Shared by all records that were read from it.</summary>
public sealed class LogSource
{
    /// <summary>A source of records.</summary>
    /// <param name="path">The file's full path, or null for text from the pipeline.</param>
    /// <param name="clock">How the source's zone-less times are read.</param>
    public LogSource(string? path, LogClock clock)
    {
        // A name can hold control characters as a line can: whoever may write to the directory chose it.
        Path = path is null ? null : SafeText.Escape(path);
        Clock = clock;
    }

    /// <summary>The file's full path, safe to show, or null for text from the pipeline.</summary>
    public string? Path { get; }

    /// <summary>How the source's zone-less times are read.</summary>
    public LogClock Clock { get; }

    /// <summary>What was read of it so far.</summary>
    internal SourceTally Tally { get; } = new();
}
