using System.Management.Automation;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Adds a host name with its address to /etc/hosts, in a line that is marked as added by this module.</summary>
[Cmdlet(VerbsCommon.Add, "GatewayHostEntry", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpPages.Root + "Add-GatewayHostEntry.md")]
[OutputType(typeof(GatewayChange))]
public sealed class AddGatewayHostEntryCommand : HostEntryCommandBase
{
    /// <summary>Its address, IPv4 or IPv6.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Address { get; set; } = string.Empty;

    private protected override string Action => $"Add {Name} with {Address}";

    private protected override HostEntryPlan Plan(HostEntries entries) => entries.Add(Name, Address);
}
