using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Logs;

namespace Nginx502.Pipeline;

/// <summary>
/// A cmdlet that reads logs: files that are named, text from the pipeline, or, without an argument, the logs that this
/// machine's servers write.
/// </summary>
public abstract class LogCommandBase : PathCommandBase
{
    /// <summary>The parameter set of text from the pipeline.</summary>
    protected const string TextSet = "InputObject";

    private const int FollowedTail = 10;

    private readonly List<string> _paths = [];
    private bool _hasText;

    /// <summary>Lines of a log.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TextSet, ValueFromPipeline = true)]
    [LogLine]
    [AllowEmptyString]
    public virtual string? InputObject { get; set; }

    /// <summary>Only what was written at this moment or later.</summary>
    [Parameter]
    [LogTime]
    [ValidateNotNull]
    public DateTime? Since { get; set; }

    /// <summary>Only what was written at this moment or earlier.</summary>
    [Parameter]
    [LogTime]
    [ValidateNotNull]
    public DateTime? Until { get; set; }

    /// <summary>Only the last so many, over all logs together.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Tail { get; set; }

    /// <summary>Reads what was rotated away from each log too, in the order of time.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter IncludeRotated { get; set; }

    /// <summary>What is read, in words: "nginx's error log".</summary>
    protected abstract string LogKind { get; }

    /// <summary>What was not understood, for the whole call.</summary>
    protected ReadStatistics Statistics { get; } = new();

    /// <summary>The part of the logs that is wanted. One that is followed begins as tail -f does.</summary>
    protected LogQuery Query => new(Since, Until, Follows && Tail is null && Since is null ? FollowedTail : Tail);

    /// <summary>True when the cmdlet goes on with what is written from now on: a log need not exist yet.</summary>
    protected virtual bool Follows => false;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Follows && Until is not null)
        {
            ThrowTerminatingError(Errors.WaitWithUntil(Until.Value));
        }

        if (Since > Until)
        {
            ThrowTerminatingError(Errors.SinceAfterUntil(Since.Value, Until.Value));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == TextSet)
        {
            _hasText = true;
            TakeLine(InputObject!);
        }
        else
        {
            _paths.AddRange(ResolvePaths());
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_hasText)
        {
            EndLines();
        }

        string[] paths = [.. (NamesFiles ? _paths : FindLogs()).Distinct(StringComparer.Ordinal)];
        if (paths.Length > 0)
        {
            TakeFiles(paths);
        }

        NotUnderstoodReport.Write(this, Statistics, LogKind);
    }

    /// <summary>The logs that this machine's servers write, for a call without an argument; says itself when there are none.</summary>
    protected abstract IEnumerable<string> FindLogs();

    /// <summary>Takes a line from the pipeline.</summary>
    protected abstract void TakeLine(string line);

    /// <summary>The pipeline has no more lines.</summary>
    protected abstract void EndLines();

    /// <summary>Reads files.</summary>
    protected abstract void TakeFiles(IReadOnlyList<string> paths);

    /// <summary>Gives the entries of files, and of what is written to them from now on when the call says so.</summary>
    private protected IEnumerable<TEntry> ReadEntries<TEntry>(EntryReading<TEntry> reading, IReadOnlyList<string> paths)
        where TEntry : class
    {
        using OpenLogs logs = Open(paths, reportMissing: !Follows);
        using ThrottledProgress progress = ShowProgress(logs);
        IEnumerable<TEntry> entries = Follows
            ? reading.Follow(logs, paths, () => ReportCutShort(logs), OnFollowProblem)
            : reading.Read(logs.Files);
        foreach (TEntry entry in entries)
        {
            yield return entry;
        }

        if (!Follows)
        {
            ReportCutShort(logs);
        }
    }

    /// <summary>Opens logs, and what was rotated away from them if the call says so. Each that cannot be opened is an error, and the rest go on.</summary>
    private protected OpenLogs Open(IReadOnlyList<string> paths, bool reportMissing = true)
    {
        var logs = new OpenLogs();
        foreach (string path in LogOrder.InTime(paths, IncludeRotated))
        {
            try
            {
                logs.Add(LogFile.Open(path));
            }
            catch (LogFileException failure)
            {
                if (reportMissing)
                {
                    WriteError(Errors.LogNotReadable(failure));
                }
            }
        }

        return logs;
    }

    /// <summary>Says which packed logs ended before their end; what came before was given.</summary>
    private protected void ReportCutShort(OpenLogs logs)
    {
        foreach (LogFile file in logs.Files.Where(file => file.IsCutShort))
        {
            WriteError(Errors.LogCutShort(file.Path));
        }
    }

    /// <summary>Shows how far the reading of logs is, until it is disposed of.</summary>
    private protected ThrottledProgress ShowProgress(OpenLogs logs) => ShowProgress(logs, Statistics);

    /// <summary>Shows how far the reading of logs is, until it is disposed of.</summary>
    private protected ThrottledProgress ShowProgress(OpenLogs logs, ReadStatistics statistics)
    {
        var progress = new ThrottledProgress(WriteProgress, MyInvocation.MyCommand.Name, TimeProvider.System);
        bool isWhole = Since is null && Until is null && logs.Files.All(file => file.Compression == LogCompression.None);
        long total = isWhole ? logs.Files.Sum(file => file.Length) : 0;
        statistics.OnAdvance = bytes => progress.Report($"{bytes >> 20} MiB{(isWhole ? $" of {total >> 20} MiB" : string.Empty)} read", bytes, total);
        return progress;
    }

    private void OnFollowProblem(LogFileException failure)
    {
        if (failure.Reason == LogFileProblem.NotFound)
        {
            WriteWarning($"{SafeText.Escape(failure.Path)} does not exist yet; it is read as soon as it does.");
        }
        else
        {
            WriteError(Errors.LogNotReadable(failure));
        }
    }
}
