using System.Management.Automation;
using Nginx502.Logs;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Gives the upstream errors in nginx's error logs as objects: what nginx tried, what it saw, and for whose request.</summary>
[Cmdlet(VerbsCommon.Get, "NginxUpstreamError", DefaultParameterSetName = PathSet)]
[OutputType(typeof(NginxUpstreamError))]
public sealed class GetNginxUpstreamErrorCommand : NginxErrorCommandBase
{
    private EntryReading<NginxUpstreamError>? _reading;

    /// <summary>
    /// Goes on with what is written from now on, through rotation and truncation, until Ctrl+C. Begins with the last 10
    /// unless -Tail or -Since says otherwise.
    /// </summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Alias("Follow")]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override bool Follows => Wait;

    private EntryReading<NginxUpstreamError> Reading => _reading ??= NewReading();

    /// <inheritdoc/>
    protected override void TakeLine(string line) => WriteEach(Reading.Add(line));

    /// <inheritdoc/>
    protected override void EndLines() => WriteEach(Reading.Complete());

    /// <inheritdoc/>
    protected override void TakeFiles(IReadOnlyList<string> paths) => TakeEntries(Reading, paths);

    private EntryReading<NginxUpstreamError> NewReading()
    {
        NginxErrorFilter filter = NewFilter();
        return new(() => new NginxErrorRecordReader(filter), Query, Statistics, PipelineStopToken);
    }
}
