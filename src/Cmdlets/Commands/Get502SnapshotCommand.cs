using System.Management.Automation;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Takes a snapshot of nginx, php-fpm and their machine: all that a diagnosis looks at. Changes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "502Snapshot", DefaultParameterSetName = MachineSet, HelpUri = HelpPages.Root + "Get-502Snapshot.md")]
[OutputType(typeof(GatewaySnapshot))]
public sealed class Get502SnapshotCommand : SnapshotCommandBase
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!MyInvocation.ExpectingInput)
        {
            WriteObject(Take());
        }
    }
}
