using Nginx502.HostedTests.Hosting;
using Nginx502.HostedTests.Rules;
using Nginx502.Internal;

namespace Nginx502.HostedTests.Commands;

/// <summary>Plans, recoveries and restarts as a user asks for them, where nothing runs that they could act on.</summary>
public sealed class RecoveryTests : IDisposable
{
    private const string Configuration = "-NginxConfigPath \"$($args[0])/etc/nginx/nginx.conf\" -FpmConfigPath \"$($args[0])/etc/php/8.2/fpm/php-fpm.conf\"";

    private static readonly string Server = Path.Combine(Package.Repository, "samples", "server");

    private readonly ModuleSession _session = ModuleSession.Open();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_plan_follows_a_diagnosis()
    {
        RecoveryPlan plan = Assert.Single(_session.Invoke("Get-502Diagnosis -Path $args[0] | Get-502RecoveryPlan", SnapshotSample.File).As<RecoveryPlan>());

        RecoveryStep step = Assert.Single(plan.Steps);
        Assert.Equal((RecoveryAction.RedirectNginx, Cause.PhpVersionPathMismatch, false), (step.Action, step.Cause, step.IsAllowedAlone));
        Assert.NotNull(step.NotAloneReason);
        Assert.Contains("Sync-FpmEndpoint", step.Command, StringComparison.Ordinal);
    }

    // Pools of one php-fpm that refuses its files: one place to correct, told once.
    [Fact]
    public void A_plan_tells_once_what_a_person_is_to_do()
    {
        var left = new[] { "blog", "www" }.Select(pool => new { Cause = "FpmConfigurationInvalid", Explanation = $"Pool {pool} does not start.", Evidence = Array.Empty<object>(), Remedies = new[] { new { Description = "Correct blog.conf:9.", Command = "Test-FpmConfiguration", Disruption = string.Empty } } });

        string shown = RecoveryView.PlanDetails(new { Holds = Array.Empty<string>(), Steps = Array.Empty<object>(), LeftToPerson = left.ToArray() }, 100);

        Assert.Equal(
            """

              person   FpmConfigurationInvalid: Pool blog does not start.
              mend     Correct blog.conf:9.
                       Test-FpmConfiguration

              person   FpmConfigurationInvalid: Pool www does not start. What mends the one above mends this.
            """,
            shown);
    }

    [Fact]
    public void A_plan_of_another_machine_is_refused()
    {
        Assert.Equal(["NotThisMachine"], _session.Invoke("Get-502Diagnosis -Path $args[0] | Get-502RecoveryPlan | Invoke-502Recovery -Confirm:$false", SnapshotSample.File).ErrorIds);
    }

    [Fact]
    public void A_diagnosis_from_another_process_has_lost_what_it_was_made_from()
    {
        const string travelled = "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-502Diagnosis -Path $args[0])))";

        Assert.NotEmpty(_session.Invoke(travelled + " | Get-502RecoveryPlan", SnapshotSample.File).ErrorIds);
    }

    [Fact]
    public void A_suspended_recovery_is_held_and_says_so()
    {
        RecoveryResult result = Assert.Single(_session.Invoke($"Invoke-502Recovery -Confirm:$false {Configuration}", Server).As<RecoveryResult>());

        Assert.Equal((RecoveryOutcome.Held, 1, false), (result.Outcome, result.ExitCode, result.IsHealthy));
        Assert.Contains("the tests run", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void The_alias_is_the_cmdlet() =>
        Assert.Equal("Invoke-502Recovery", _session.Invoke("(Get-Command Invoke-Nginx502Recovery).ResolvedCommandName").Output.Single().ToString());

    [Fact]
    public void Where_nobody_can_answer_nothing_is_done()
    {
        _session.Host.IsInteractive = false;

        Assert.Equal(["ConfirmationUnavailable"], _session.Invoke("Restart-GatewayService nginx").ErrorIds);
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        string state = Environment.GetEnvironmentVariable("NGINX502_STATE_DIRECTORY")!;
        string[] Seen() => [.. Directory.EnumerateFiles(Path.Combine(state, "run"), "*", SearchOption.AllDirectories).Concat(Directory.Exists(state + "/incidents") ? Directory.EnumerateFiles(state + "/incidents", "*", SearchOption.AllDirectories) : []).Order(StringComparer.Ordinal)];
        string[] before = Seen();

        Assert.Empty(_session.Invoke($"Invoke-502Recovery -WhatIf {Configuration} -WarningAction Ignore", Server).Output);

        Assert.Equal(before, Seen());
    }

    [Theory]
    [InlineData("Restart-GatewayService no-such-service -Confirm:$false", "ServiceNotFound")]
    [InlineData("Restart-GatewayService 'n*' -Confirm:$false", "ServiceNotFound")]
    [InlineData("Invoke-502Recovery -NginxConfigPath /nowhere -Confirm:$false", "PathNotFound")]
    [InlineData("Invoke-502Recovery -MaxStep 0 -Confirm:$false", "ParameterArgumentValidationError")]
    [InlineData("Invoke-502Recovery -Uri 'ftp://shop.example' -Confirm:$false", "ParameterArgumentTransformationError")]
    public void Mistakes_are_named(string call, string id) => Assert.Equal([id], _session.Invoke(call).ErrorIds);

    [Fact]
    public void A_result_begins_with_a_mark_and_its_summary() =>
        Assert.StartsWith("WAIT   nginx", _session.Show($"Invoke-502Recovery -Confirm:$false {Configuration}", Server).TrimStart(), StringComparison.Ordinal);
}
