using System.Management.Automation;
using Nginx502.Completion;
using Nginx502.Inspection;
using Nginx502.Internal;
using Nginx502.Logs;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Gives the entries of nginx's access logs as objects, by the log_format that the configuration names.</summary>
[Cmdlet(VerbsCommon.Get, "NginxAccessEntry", DefaultParameterSetName = PathSet, HelpUri = HelpPages.Root + "Get-NginxAccessEntry.md")]
[OutputType(typeof(NginxAccessEntry))]
public sealed class GetNginxAccessEntryCommand : LogCommandBase
{
    private AccessLogFilter _filter = AccessLogFilter.Everything;
    private NginxLogDiscovery? _discovery;
    private string? _configurationPath;
    private EntryReading<NginxAccessEntry>? _text;

    /// <summary>Only entries with such a status: <c>502</c>, <c>5xx</c>, <c>50?</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StatusCompleter))]
    public string[] Status { get; set; } = [];

    /// <summary>The main file of nginx's configuration, to find the logs and their formats by. Without it, the running nginx tells.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NginxConfigPath { get; set; }

    /// <summary>
    /// Goes on with what is written from now on, through rotation and truncation, until Ctrl+C. Begins with the last 10
    /// unless -Tail or -Since says otherwise.
    /// </summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Alias("Follow")]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override string LogKind => "an access log whose format is known";

    /// <inheritdoc/>
    protected override bool Follows => Wait;

    private NginxLogDiscovery Discovery => _discovery ??= new NginxLogDiscovery(this, _configurationPath);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (!AccessLogFilter.TryParse(Status, out AccessLogFilter? filter, out string? invalid))
        {
            ThrowTerminatingError(Errors.StatusInvalid(invalid!));
        }

        _filter = filter!;
        _configurationPath = LogDiscovery.RequireConfiguration(this, NginxConfigPath);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> FindLogs() => Discovery.Find(isAccess: true, mayBeMissing: Wait);

    /// <inheritdoc/>
    protected override void TakeLine(string line)
    {
        _text ??= NewReading(Discovery.AccessLogs);
        WriteEach(_text.Add(line));
    }

    /// <inheritdoc/>
    protected override void EndLines() => WriteEach(_text!.Complete());

    /// <inheritdoc/>
    protected override void TakeFiles(IReadOnlyList<string> paths) => WriteEach(
        ReadEntries(NewReading(Discovery.AccessLogs.OrderByDescending(log => paths.Contains(log.Path, StringComparer.Ordinal))), paths));

    // A line is read by the first format that it fits, so those of the logs that are read come first.
    private EntryReading<NginxAccessEntry> NewReading(IEnumerable<NginxLogFile> logs)
    {
        AccessLogFormat[] formats = [.. logs.SelectMany(log => log.Formats).Distinct()];
        return new(() => new AccessLogRecordReader(formats, _filter, guessOthers: true), Query, Statistics, PipelineStopToken);
    }
}
