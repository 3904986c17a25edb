using System.Management.Automation;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Gives the monitor of this machine: whether it is registered and will run, what came of the last runs, and whether they are suspended.</summary>
[Cmdlet(VerbsCommon.Get, "502Monitor", HelpUri = HelpPages.Root + "Get-502Monitor.md")]
[OutputType(typeof(RecoveryMonitor))]
public sealed class Get502MonitorCommand : StoppableCommandBase
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput)
        {
            return;
        }

        UntilStopped(() =>
        {
            RecoveryMonitor monitor = new MonitorRegistration().Read(PipelineStopToken);
            foreach (string problem in monitor.Problems)
            {
                WriteWarning(problem);
            }

            WriteObject(monitor);
        });
    }
}
