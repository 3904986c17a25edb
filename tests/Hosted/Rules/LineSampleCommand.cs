using System.Management.Automation;
using Nginx502.Binding;

namespace Nginx502.HostedTests.Rules;

/// <summary>A cmdlet that takes lines. It gives back what was bound.</summary>
[Cmdlet(VerbsDiagnostic.Test, "LineSample")]
public sealed class LineSampleCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipeline = true), LogLine, AllowEmptyString]
    public string? InputObject { get; set; }

    protected override void ProcessRecord() => WriteObject(InputObject);
}
