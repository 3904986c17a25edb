using System.Management.Automation;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Takes a host name out of the lines of /etc/hosts that this module added.</summary>
[Cmdlet(VerbsCommon.Remove, "GatewayHostEntry", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpPages.Root + "Remove-GatewayHostEntry.md")]
[OutputType(typeof(GatewayChange))]
public sealed class RemoveGatewayHostEntryCommand : HostEntryCommandBase
{
    private protected override string Action => $"Take out {Name}";

    private protected override HostEntryPlan Plan(HostEntries entries) => entries.Remove(Name);
}
