using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Writes metrics of nginx and php-fpm for Prometheus: a file for the textfile collector of node_exporter.</summary>
[Cmdlet(VerbsData.Export, "502Metric", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low, HelpUri = HelpPages.Root + "Export-502Metric.md")]
[OutputType(typeof(GatewayMetrics))]
public sealed class Export502MetricCommand : GatewayCommandBase
{
    private const string FileName = "nginx502.prom";
    private const string Extension = ".prom";

    /// <summary>The file, or the directory of the textfile collector for nginx502.prom in it. Others than root must not be able to write to the directory.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>How long looking may take; what is not done by then is left to the next run and named.</summary>
    [Parameter]
    [Duration]
    [PositiveDuration]
    public TimeSpan Timeout { get; set; } = SnapshotOptions.Default.Deadline;

    /// <summary>Gives what was written as an object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput)
        {
            return;
        }

        GatewayTarget target = ResolveTarget();
        string path = GetUnresolvedProviderPathFromPSPath(Path);
        path = Directory.Exists(path) ? System.IO.Path.Combine(path, FileName) : path;
        if (System.IO.Path.GetExtension(path).Length == 0)
        {
            WriteError(Errors.MetricDirectoryMissing(path));
            return;
        }

        if (!ShouldProcess(SafeText.Escape(path), "Write metrics"))
        {
            return;
        }

        if (!path.EndsWith(Extension, StringComparison.Ordinal))
        {
            WriteWarning($"node_exporter reads files that end in {Extension} only, and not {SafeText.Escape(path)}, which is written all the same.");
        }

        GatewayMetrics? written = null;
        ChangeFailure? failure = null;
        UntilStopped(() => written = new MetricExporter().Export(target, path, Timeout, MyInvocation.MyCommand.Name, out failure, PipelineStopToken));
        if (failure is not null)
        {
            WriteError(Errors.ChangeNotMade(failure, null));
            return;
        }

        MetricCollector[] missed = [.. written!.Collectors.Where(collector => !collector.Succeeded)];
        if (missed.Length > 0)
        {
            WriteWarning($"Not all was seen: {string.Join("; ", missed.AsEnumerable())}.");
        }

        if (PassThru)
        {
            WriteObject(written);
        }
    }
}
