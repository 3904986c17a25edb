using System.Management.Automation;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Has nginx judge its configuration as the running master would, without a trace, and adds what a careful reader sees.</summary>
[Cmdlet(VerbsDiagnostic.Test, "NginxConfiguration")]
[OutputType(typeof(ConfigurationTestResult), typeof(bool))]
public sealed class TestNginxConfigurationCommand : StoppableCommandBase
{
    /// <summary>The main file of nginx's configuration. Without it that of the running nginx, else of the installed one.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? NginxConfigPath { get; set; }

    /// <summary>A directory that stands for <c>/</c>: a copy of a server. It is read only; no program is run on it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RootPath { get; set; }

    /// <summary>Gives one Boolean: true when at least one configuration was tested and all passed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput)
        {
            return;
        }

        GatewayTarget target = GatewayTargets.Resolve(this, RootPath, NginxConfigPath, fpmConfigPath: null);
        TestOutcome.Write(this, Quiet, GatewayFinding.Nginx(this, target), reading => ConfigurationTester.Test(reading, PipelineStopToken), result => result.Passed, UntilStopped);
    }
}
