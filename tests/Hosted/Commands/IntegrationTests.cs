using System.Management.Automation.Runspaces;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Commands;

/// <summary>Testing both halves together as a user asks for it, on configurations that nothing runs with.</summary>
public sealed class IntegrationTests : IDisposable
{
    private static readonly string Fpm = Path.Combine(Package.Repository, "tests", "data", "memory", "php-fpm.conf");
    private static readonly string Both = $"-FpmConfigPath '{Fpm}' -NginxConfigPath '{Path.Combine(Package.Repository, "samples", "server", "etc", "nginx", "nginx.conf")}'";

    private readonly ModuleSession _session = ModuleSession.Open();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Pools_that_do_not_run_fail_and_nothing_is_written_or_asked()
    {
        IReadOnlyList<GatewayIntegrationResult> results = _session.Invoke("Test-GatewayIntegration " + Both).Clean().As<GatewayIntegrationResult>();

        Assert.Equal(["www", "api"], results.Select(result => result.Pool));
        Assert.All(results, result => Assert.Equal((false, IntegrationHalf.Fpm, IntegrationState.Failed, IntegrationState.Skipped), (result.Passed, result.FailedHalf, result.Fpm.State, result.Nginx.State)));
        Assert.All(results, result => Assert.Equal((Environment.MachineName, Fpm), (result.ComputerName, result.ConfigurationPath)));
        Assert.Empty(_session.Host.Questions);
    }

    [Fact]
    public void Pools_by_name_and_from_the_pipeline()
    {
        Assert.Equal(["api"], Pools("Test-GatewayIntegration a* " + Both));
        Assert.Equal(["www", "api"], Pools($"Get-FpmPool -FpmConfigPath '{Fpm}' | Test-GatewayIntegration {Both}"));
        Assert.Empty(_session.Invoke("@() | Test-GatewayIntegration " + Both).Clean().Output);
        Assert.Equal(["PoolNotFound"], _session.Invoke("Test-GatewayIntegration none " + Both).ErrorIds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("none -ErrorAction SilentlyContinue")]
    public void Quiet_gives_one_Boolean(string arguments) =>
        Assert.Equal(false, Assert.Single(_session.Invoke($"Test-GatewayIntegration {arguments} -Quiet {Both}").Output).BaseObject);

    [Fact]
    public void A_document_root_takes_a_persons_word_whatever_Confirm_says()
    {
        _session.Host.Answers.Enqueue(1);

        Assert.Empty(_session.Invoke($"Test-GatewayIntegration -InDocumentRoot -Confirm:$false {Both}").Clean().Output);
        Assert.Contains("document root", Assert.Single(_session.Host.Questions), StringComparison.Ordinal);
        Assert.Equal(2, _session.Invoke($"Test-GatewayIntegration -InDocumentRoot -Force {Both}").Clean().Output.Count);
        Assert.Equal(2, _session.Invoke($"Test-GatewayIntegration -InDocumentRoot -WhatIf {Both}").Clean().Output.Count);
        Assert.Single(_session.Host.Questions);
    }

    [Theory]
    [InlineData("-InDocumentRoot -Confirm:$false")]
    [InlineData("-InDocumentRoot")]
    public void Where_nobody_answers_it_ends_before_it_begins(string arguments)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(Package.Manifest);
        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create(runspace).AddScript($"Test-GatewayIntegration {arguments} {Both}");

        Assert.Empty(shell.Invoke());
        Assert.StartsWith("DocumentRootNotAgreed", shell.Streams.Error.Single().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_says_which_half()
    {
        string table = _session.Show("Test-GatewayIntegration www " + Both);

        Assert.Contains("Failed", table, StringComparison.Ordinal);
        Assert.Contains("Skipped", table, StringComparison.Ordinal);
        Assert.Contains("FailedHalf", _session.Show($"Test-GatewayIntegration www {Both} | Format-List"), StringComparison.Ordinal);
    }

    private IEnumerable<string> Pools(string call) => _session.Invoke(call).Clean().As<GatewayIntegrationResult>().Select(result => result.Pool);
}
