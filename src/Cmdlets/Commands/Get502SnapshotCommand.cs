using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Takes a snapshot of nginx, php-fpm and their machine: all that a diagnosis looks at. Changes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "502Snapshot")]
[OutputType(typeof(GatewaySnapshot))]
public sealed class Get502SnapshotCommand : GatewayCommandBase
{
    /// <summary>How far back the logs are read: a moment, or a span that ends now. Without it a day.</summary>
    [Parameter(Position = 0)]
    [LogTime]
    public DateTime? Since { get; set; }

    /// <summary>How long all of it may take; what is not done by then is left out and named.</summary>
    [Parameter]
    [Duration]
    [PositiveDuration]
    public TimeSpan Timeout { get; set; } = SnapshotOptions.Default.Deadline;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput)
        {
            return;
        }

        WriteObject(SnapshotTaking.Take(this, ResolveTarget(), new SnapshotOptions { Since = Since, Deadline = Timeout }, UntilStopped, PipelineStopToken));
    }
}
