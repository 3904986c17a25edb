using System.Management.Automation;
using Nginx502.Binding;

namespace Nginx502.HostedTests.Rules;

/// <summary>A cmdlet with one parameter under each binding rule. It gives back what was bound.</summary>
[Cmdlet(VerbsDiagnostic.Test, "BindingSample")]
public sealed class BindingSampleCommand : PSCmdlet
{
    [Parameter, Duration]
    public TimeSpan Timeout { get; set; }

    [Parameter, ByteSize]
    public long Size { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true), Endpoint, ValidateNotNullOrEmpty]
    public FpmEndpoint[]? Endpoint { get; set; }

    [Parameter, LogTime]
    public DateTime Since { get; set; }

    protected override void ProcessRecord()
    {
        foreach (KeyValuePair<string, object> bound in MyInvocation.BoundParameters)
        {
            WriteObject(bound.Value, enumerateCollection: true);
        }
    }
}
