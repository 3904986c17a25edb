using System.Management.Automation;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Has nginx judge its configuration as the running master would, without a trace, and adds what a careful reader sees.</summary>
[Cmdlet(VerbsDiagnostic.Test, "NginxConfiguration", HelpUri = HelpPages.Root + "Test-NginxConfiguration.md")]
[OutputType(typeof(ConfigurationTestResult), typeof(bool))]
public sealed class TestNginxConfigurationCommand : ConfigurationTestCommandBase
{
    /// <summary>The main file of nginx's configuration. Without it that of the running nginx, else of the installed one.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? NginxConfigPath { get; set; }

    private protected override IReadOnlyList<Func<CancellationToken, ConfigurationTestResult>> FindTests() =>
    [
        .. GatewayFinding.Nginx(this, GatewayTargets.Resolve(this, RootPath, NginxConfigPath, fpmConfigPath: null))
            .Select<NginxReading, Func<CancellationToken, ConfigurationTestResult>>(reading => stop => ConfigurationTester.Test(reading, stop)),
    ];
}
