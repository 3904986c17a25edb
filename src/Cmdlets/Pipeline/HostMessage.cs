using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>A sentence for a person at once, and for no pipeline: what Write-Host does.</summary>
internal static class HostMessage
{
    /// <summary>Says it.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="message">The sentence.</param>
    public static void Say(PSCmdlet cmdlet, string message) => cmdlet.WriteInformation(new HostInformationMessage { Message = SafeText.Escape(message) }, ["PSHOST"]);
}
