using System.Management.Automation;
using Nginx502.Internal;
using Nginx502.Logs;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Gives the upstream errors in nginx's error logs as objects: what nginx tried, what it saw, and for whose request.</summary>
[Cmdlet(VerbsCommon.Get, "NginxUpstreamError", DefaultParameterSetName = PathSet, HelpUri = HelpPages.Root + "Get-NginxUpstreamError.md")]
[OutputType(typeof(NginxUpstreamError))]
public sealed class GetNginxUpstreamErrorCommand : NginxErrorCommandBase
{
    private readonly List<NginxUpstreamError> _toJoin = [];
    private EntryReading<NginxUpstreamError>? _reading;

    /// <summary>
    /// Goes on with what is written from now on, through rotation and truncation, until Ctrl+C. Begins with the last 10
    /// unless -Tail or -Since says otherwise.
    /// </summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Alias("Follow")]
    public SwitchParameter Wait { get; set; }

    /// <summary>Fills Status, what the visitor got, from the access logs. The errors are given when all logs were read.</summary>
    [Parameter]
    public SwitchParameter JoinAccessLog { get; set; }

    /// <summary>The access logs to join, instead of those that nginx's configuration names.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] AccessLogPath { get; set; } = [];

    /// <inheritdoc/>
    protected override bool Follows => Wait;

    private bool Joins => JoinAccessLog || AccessLogPath.Length > 0;

    private EntryReading<NginxUpstreamError> Reading => _reading ??= NewReading();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Joins && Wait)
        {
            ThrowTerminatingError(Errors.WaitWithJoin());
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_toJoin.Count > 0)
        {
            UntilStopped(Join);
            WriteEach(_toJoin);
        }
    }

    /// <inheritdoc/>
    protected override void TakeLine(string line) => Take(Reading.Add(line));

    /// <inheritdoc/>
    protected override void EndLines() => Take(Reading.Complete());

    /// <inheritdoc/>
    protected override void TakeFiles(IReadOnlyList<string> paths) => Take(ReadEntries(Reading, paths));

    private void Take(IEnumerable<NginxUpstreamError> errors)
    {
        if (Joins)
        {
            UntilStopped(() => _toJoin.AddRange(errors));
        }
        else
        {
            WriteEach(errors);
        }
    }

    private void Join()
    {
        string[] paths = AccessLogPath.Length > 0
            ? [.. AccessLogPath.SelectMany(path => ResolvePattern(path))]
            : [.. Discovery.Find(isAccess: true, mayBeMissing: false, "Give the file with -AccessLogPath.")];
        var statistics = new ReadStatistics();
        using OpenLogs logs = Open(paths);
        using (ShowProgress(logs, statistics))
        {
            // What a limit left out may be of the same request as what it let through.
            bool areAllErrorsKnown = !IsFiltered && Since is null && Until is null && Tail is null;
            AccessLogJoining.Fill(_toJoin, areAllErrorsKnown, logs.Files, Discovery.AccessLogs, statistics, PipelineStopToken);
        }

        ReportCutShort(logs);
        NotUnderstoodReport.Write(this, statistics, "an access log whose format is known");
    }

    private EntryReading<NginxUpstreamError> NewReading()
    {
        NginxErrorFilter filter = NewFilter();
        return new(() => new NginxErrorRecordReader(filter), Query, Statistics, PipelineStopToken);
    }
}
