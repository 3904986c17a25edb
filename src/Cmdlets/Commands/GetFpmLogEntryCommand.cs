using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Completion;
using Nginx502.Inspection;
using Nginx502.Internal;
using Nginx502.Logs;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Gives the records of php-fpm's error logs and slow logs as objects, each with its event.</summary>
[Cmdlet(VerbsCommon.Get, "FpmLogEntry", DefaultParameterSetName = PathSet, HelpUri = HelpPages.Root + "Get-FpmLogEntry.md")]
[OutputType(typeof(FpmLogEntry))]
public sealed class GetFpmLogEntryCommand : LogCommandBase
{
    private EntryReading<FpmLogEntry>? _reading;
    private string? _configurationPath;

    /// <summary>Only records of pools like these; a record that names no pool is left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PoolCompleter))]
    public string[] Pool { get; set; } = [];

    /// <summary>Only records of these levels.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [EnumName<FpmLogLevel>(ValueName = "a level")]
    [SupportsWildcards]
    public FpmLogLevel[] Level { get; set; } = [];

    /// <summary>Only records of these events.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [EnumName<FpmLogEvent>(ValueName = "an event")]
    [SupportsWildcards]
    public FpmLogEvent[] Event { get; set; } = [];

    /// <summary>Only slow requests, with their stacks; without an argument, the slow logs are read.</summary>
    [Parameter]
    public SwitchParameter Slow { get; set; }

    /// <summary>The main file of php-fpm's configuration, to find the logs by. Without it, every running php-fpm tells.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FpmConfigPath { get; set; }

    /// <summary>
    /// Goes on with what is written from now on, through rotation and truncation, until Ctrl+C. Begins with the last 10
    /// unless -Tail or -Since says otherwise.
    /// </summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Alias("Follow")]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override string LogKind => "php-fpm's log or slow log";

    /// <inheritdoc/>
    protected override bool Follows => Wait;

    private EntryReading<FpmLogEntry> Reading => _reading ??= NewReading();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _configurationPath = LogDiscovery.RequireConfiguration(this, FpmConfigPath);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> FindLogs()
    {
        FpmLogSearch search = FpmLogLocator.Locate(_configurationPath);
        IReadOnlyList<FpmLogFile> logs = Slow ? search.SlowLogs : search.ErrorLogs;
        return LogDiscovery.Choose(
            this,
            Slow ? "slow log of php-fpm" : "error log of php-fpm",
            logs.Where(log => Wait || log.Presence != LogPresence.Missing).Select(log => log.Path),
            search.Notes,
            search.LookedAt,
            LogDiscovery.FilesOrText);
    }

    /// <inheritdoc/>
    protected override void TakeLine(string line) => WriteEach(Reading.Add(line));

    /// <inheritdoc/>
    protected override void EndLines() => WriteEach(Reading.Complete());

    /// <inheritdoc/>
    protected override void TakeFiles(IReadOnlyList<string> paths) => WriteEach(ReadEntries(Reading, paths));

    private EntryReading<FpmLogEntry> NewReading()
    {
        FpmLogEvent[] events = Slow ? [.. Event, FpmLogEvent.SlowRequest] : Event;
        var filter = new FpmLogFilter([.. Pool.Select(pool => new WildcardText(pool))], Level, events);
        return new(() => new FpmLogRecordReader(filter), Query, Statistics, PipelineStopToken);
    }
}
