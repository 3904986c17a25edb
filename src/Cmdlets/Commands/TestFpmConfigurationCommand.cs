using System.Management.Automation;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Has php-fpm judge its configuration as the running master would, without a trace, and adds what a careful reader sees.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FpmConfiguration", HelpUri = HelpPages.Root + "Test-FpmConfiguration.md")]
[OutputType(typeof(ConfigurationTestResult), typeof(bool))]
public sealed class TestFpmConfigurationCommand : ConfigurationTestCommandBase
{
    /// <summary>The main file of php-fpm's configuration. Without it every php-fpm that runs or is installed.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? FpmConfigPath { get; set; }

    private protected override IReadOnlyList<Func<CancellationToken, ConfigurationTestResult>> FindTests() =>
    [
        .. GatewayFinding.Fpm(this, GatewayTargets.Resolve(this, RootPath, nginxConfigPath: null, FpmConfigPath))
            .Select<FpmReading, Func<CancellationToken, ConfigurationTestResult>>(reading => stop => ConfigurationTester.Test(reading, stop)),
    ];
}
