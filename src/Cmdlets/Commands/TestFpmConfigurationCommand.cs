using System.Management.Automation;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Has php-fpm judge its configuration as the running master would, without a trace, and adds what a careful reader sees.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FpmConfiguration")]
[OutputType(typeof(ConfigurationTestResult), typeof(bool))]
public sealed class TestFpmConfigurationCommand : StoppableCommandBase
{
    /// <summary>The main file of php-fpm's configuration. Without it every php-fpm that runs or is installed.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? FpmConfigPath { get; set; }

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

        GatewayTarget target = GatewayTargets.Resolve(this, RootPath, nginxConfigPath: null, FpmConfigPath);
        TestOutcome.Write(this, Quiet, GatewayFinding.Fpm(this, target), reading => ConfigurationTester.Test(reading, PipelineStopToken), result => result.Passed, UntilStopped);
    }
}
