using Nginx502.UnitTests.Inspection.Services;

namespace Nginx502.UnitTests.Diagnosis.Services;

public sealed class ServiceJudgementTests
{
    [Theory]
    [InlineData("debian-killed", "php8.2-fpm", Severity.Error, "ended by SIGKILL", "systemctl start php8.2-fpm.service")]
    [InlineData("debian-exit-code", "nginx", Severity.Error, "could not be started", "Test-NginxConfiguration")]
    [InlineData("debian-start-limit-hit", "nginx", Severity.Error, "systemd gave up", "systemctl reset-failed nginx.service && systemctl start nginx.service")]
    [InlineData("debian-stopped-on-purpose", "php8.2-fpm", Severity.Note, "stopped on purpose", "systemctl enable --now php8.2-fpm.service")]
    [InlineData("debian-masked", "php8.2-fpm", Severity.Note, "masked", "systemctl unmask php8.2-fpm.service && systemctl start php8.2-fpm.service")]
    [InlineData("rhel-running", "php81-php-fpm", Severity.Error, "waits to be started again", "journalctl -u php81-php-fpm.service -n 50 --no-pager")]
    [InlineData("rhel-running", "php80-php-fpm", Severity.Warning, "condition", "systemctl status php80-php-fpm.service")]
    [InlineData("rhel-running", "php74-php-fpm", Severity.Error, "to be started at boot", "systemctl --failed")]
    public void Each_state_says_why_and_what_to_do(string file, string name, Severity severity, string says, string command)
    {
        GatewayService service = ServiceJudgement.Judge(UnitReadingTests.Read(file)).First(service => service.Name == name);

        Assert.Equal(severity, service.Severity);
        Assert.Contains(says, service.Explanation);
        Assert.Contains(service.Remedies, remedy => remedy.Command == command);
    }

    [Fact]
    public void One_that_runs_and_is_started_at_boot_is_fine()
    {
        GatewayService service = Judge(Running);

        Assert.Null(service.Severity);
        Assert.Empty(service.Explanation);
    }

    [Fact]
    public void A_failed_one_that_nothing_starts_again_is_told() =>
        Assert.Contains("Restart=no", Judge(Running with { ProcessId = null, State = GatewayServiceState.Failed, Result = "signal", Settings = new UnitSettings { Restart = "no" } }).Explanation);

    [Fact]
    public void A_master_outside_of_its_unit_is_told()
    {
        GatewayService bare = Running with { Manager = GatewayServiceManager.None, Unit = null, ProcessId = 77, HasUsualConfiguration = true };
        GatewayService unit = Running with { ProcessId = null, State = GatewayServiceState.Failed, Result = "exit-code" };
        IReadOnlyList<GatewayService> judged = ServiceJudgement.Judge([unit, bare]);

        Assert.Equal(Severity.Warning, judged[0].Severity);
        Assert.Contains("as process 77, but outside of this unit", judged[0].Explanation);
        Assert.Contains("no manager knows it", judged[1].Explanation);
    }

    [Theory]
    [InlineData('T', Severity.Error, "kill -CONT 12")]
    [InlineData('D', Severity.Warning, "dmesg --level=err,warn")]
    public void A_master_that_stands_still_is_told(char state, Severity severity, string command)
    {
        GatewayService service = Judge(Running with { ProcessState = state });

        Assert.Equal((severity, command), (service.Severity!.Value, service.Remedies[0].Command));
    }

    [Theory]
    [InlineData('T', new[] { 13, 14 }, "Its master stands still", "kill -CONT 12 13 14")]
    [InlineData('S', new[] { 13, 14 }, "All of its 2 workers stand still", "kill -CONT 13 14")]
    [InlineData('S', new[] { 14 }, "1 of its 2 workers stand still", "kill -CONT 14")]
    public void Workers_that_stand_still_are_told(char state, int[] stopped, string says, string command)
    {
        GatewayService service = Judge(Running with { ProcessState = state, WorkerCount = 2, StoppedWorkers = stopped });

        Assert.Equal((Severity.Error, command), (service.Severity!.Value, service.Remedies[0].Command));
        Assert.StartsWith(says, service.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Orphans_are_an_error_with_their_numbers()
    {
        OrphanWorker[] orphans = [.. new[] { 50, 51 }.Select(id => new OrphanWorker(id, 1, null, "php-fpm", "www", null, 1, null, 'S'))];
        GatewayService service = Judge(Running with { Program = "php-fpm", Orphans = orphans });

        Assert.Equal(Severity.Error, service.Severity);
        Assert.Contains("2 workers have no master", service.Explanation);
        Assert.StartsWith("Restart-GatewayService ", service.Remedies[0].Command, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_started_beside_orphans()
    {
        OrphanWorker orphan = new(50, 1, null, "php-fpm", "www", null, 1, null, 'S');
        GatewayService dead = Running with { Program = "php-fpm", ProcessId = null, State = GatewayServiceState.Failed };

        Assert.Contains(Judge(dead).Remedies, remedy => remedy.Command?.StartsWith("systemctl start ", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(Judge(dead with { Orphans = [orphan] }).Remedies, remedy => remedy.Command?.StartsWith("systemctl start ", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("masked", "systemctl unmask ")]
    [InlineData("masked-runtime", "systemctl unmask --runtime ")]
    public void A_mask_is_taken_back_where_it_lies(string state, string command)
    {
        GatewayService masked = Judge(Running with { ProcessId = null, State = GatewayServiceState.Inactive, IsMasked = true, UnitFileState = state });

        Assert.Contains(masked.Remedies, remedy => remedy.Command == $"{command}{masked.Unit} && systemctl start {masked.Unit}");
    }

    [Fact]
    public void Services_survive_json()
    {
        foreach (GatewayService service in ServiceJudgement.Judge(UnitReadingTests.Read("rhel-running")))
        {
            string json = System.Text.Json.JsonSerializer.Serialize(service);
            Assert.Equal(json, System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonSerializer.Deserialize<GatewayService>(json)));
        }
    }

    [Fact]
    public void Names_in_commands_are_quoted() => Assert.Contains(
        Judge(Running with { Unit = "a b.service", ProcessId = null, State = GatewayServiceState.Failed, Result = "signal" }).Remedies,
        remedy => remedy.Command == "systemctl start 'a b.service'");

    private static GatewayService Running => new()
    {
        Name = "nginx",
        Unit = "nginx.service",
        Program = "nginx",
        Manager = GatewayServiceManager.Systemd,
        State = GatewayServiceState.Active,
        SubState = "running",
        IsEnabled = true,
        ProcessId = 12,
        ProcessState = 'S',
        Settings = new UnitSettings { Restart = "on-failure" },
    };

    private static GatewayService Judge(GatewayService service) => Assert.Single(ServiceJudgement.Judge([service]));
}
