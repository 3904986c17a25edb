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

    private readonly List<string> _paths = [];
    private bool _hasText;

    /// <summary>Lines of a log.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TextSet, ValueFromPipeline = true)]
    [LogLine]
    [AllowEmptyString]
    public string? InputObject { get; set; }

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

    /// <summary>What was not understood, for the whole call.</summary>
    protected ReadStatistics Statistics { get; } = new();

    /// <summary>The part of the logs that is wanted.</summary>
    protected LogQuery Query => new(Since, Until, Tail);

    /// <summary>True when the cmdlet goes on with what is written from now on: a log need not exist yet.</summary>
    protected virtual bool Follows => false;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
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
            _paths.AddRange(ResolvePaths(Follows));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_hasText)
        {
            EndLines();
        }

        IReadOnlyList<string> paths = NamesFiles ? _paths : [.. FindLogs()];
        if (paths.Count > 0)
        {
            TakeFiles(LogOrder.InTime(paths.Distinct(StringComparer.Ordinal), IncludeRotated));
        }

        NotUnderstoodReport.Write(this, Statistics);
    }

    /// <summary>The logs that this machine's servers write, for a call without an argument; says itself when there are none.</summary>
    protected abstract IEnumerable<string> FindLogs();

    /// <summary>Takes a line from the pipeline.</summary>
    protected abstract void TakeLine(string line);

    /// <summary>The pipeline has no more lines.</summary>
    protected abstract void EndLines();

    /// <summary>Reads files, oldest first.</summary>
    protected abstract void TakeFiles(IReadOnlyList<string> paths);

    /// <summary>Writes the entries of files.</summary>
    private protected void TakeEntries<TEntry>(EntryReading<TEntry> reading, IReadOnlyList<string> paths)
        where TEntry : class
    {
        using OpenLogs logs = OpenEach(paths);
        WriteEach(reading.Read(logs.Files));
    }

    /// <summary>Opens the logs that can be opened; each other one is an error, and the rest go on.</summary>
    private protected OpenLogs OpenEach(IEnumerable<string> paths)
    {
        var logs = new OpenLogs();
        foreach (string path in paths)
        {
            try
            {
                logs.Add(LogFile.Open(path));
            }
            catch (LogFileException failure)
            {
                WriteError(Errors.LogNotReadable(failure));
            }
        }

        return logs;
    }
}
