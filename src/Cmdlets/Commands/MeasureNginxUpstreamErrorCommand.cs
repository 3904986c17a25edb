using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Internal;
using Nginx502.Logs;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Counts the upstream errors in nginx's error logs, or errors from the pipeline, by what they have in common.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "NginxUpstreamError", DefaultParameterSetName = PathSet, HelpUri = HelpPages.Root + "Measure-NginxUpstreamError.md")]
[OutputType(typeof(NginxUpstreamErrorSummary))]
public sealed class MeasureNginxUpstreamErrorCommand : NginxErrorCommandBase
{
    private const string ErrorSet = "UpstreamError";

    private readonly Queue<NginxUpstreamError> _tail = new();
    private NginxErrorFilter? _filter;
    private NginxUpstreamErrorMeter? _meter;
    private TextLog<NginxUpstreamError>? _text;

    /// <inheritdoc/>
    [Parameter(Mandatory = true, ParameterSetName = TextSet, ValueFromPipeline = true)]
    [LogLine(OtherType = typeof(NginxUpstreamError))]
    [AllowEmptyString]
    public override string? InputObject { get; set; }

    /// <summary>Errors that are counted: what Get-NginxUpstreamError gives.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ErrorSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public NginxUpstreamError? UpstreamError { get; set; }

    /// <summary>The properties whose values tell groups apart.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [EnumName<NginxUpstreamErrorProperty>(ValueName = "a property to count by")]
    [SupportsWildcards]
    public NginxUpstreamErrorProperty[] By { get; set; } = [NginxUpstreamErrorProperty.Symptom, NginxUpstreamErrorProperty.Upstream];

    /// <summary>Counts each group in spans of time of this length too.</summary>
    [Parameter]
    [Duration]
    [PositiveDuration]
    public TimeSpan? Interval { get; set; }

    private NginxErrorFilter Filter => _filter ??= NewFilter();

    private NginxUpstreamErrorMeter Meter => _meter ??= NewMeter();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != ErrorSet)
        {
            base.ProcessRecord();
        }
        else if (Filter.Wants(UpstreamError!) && !(UpstreamError!.Time < Since) && !(UpstreamError.Time > Until))
        {
            Count(UpstreamError);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        foreach (NginxUpstreamError error in _tail)
        {
            Meter.Add(error);
        }

        WriteEach(Meter.Summarize());
    }

    /// <inheritdoc/>
    protected override void TakeLine(string line)
    {
        _text ??= new(new NginxErrorRecordReader(Filter), new LogQuery(Since, Until), Statistics);
        foreach (NginxUpstreamError error in _text.Add(line))
        {
            Count(error);
        }
    }

    /// <inheritdoc/>
    protected override void EndLines()
    {
        foreach (NginxUpstreamError error in _text!.Complete())
        {
            Count(error);
        }
    }

    /// <inheritdoc/>
    protected override void TakeFiles(IReadOnlyList<string> paths)
    {
        using OpenLogs logs = Open(paths);
        using ThrottledProgress progress = ShowProgress(logs);
        UntilStopped(() => Meter.Merge(NginxErrorLog.Measure(logs.Files, Filter, Query, NewMeter, Statistics, PipelineStopToken)));
        ReportCutShort(logs);
    }

    private NginxUpstreamErrorMeter NewMeter() => new(By, Interval);

    private void Count(NginxUpstreamError error)
    {
        if (Tail is not int tail)
        {
            Meter.Add(error);
            return;
        }

        _tail.Enqueue(error);
        if (_tail.Count > tail)
        {
            _tail.Dequeue();
        }
    }
}
