using System.Text.Json;
using Nginx502.Diagnosis;
using Nginx502.Recovery;
using Nginx502.UnitTests.Diagnosis.Checklist;

namespace Nginx502.UnitTests.Recovery.Plan;

/// <summary>Plans for every situation that the rules know (tests/data/diagnosis): narrow alone, never without live evidence, and nobody is left without a word.</summary>
public sealed class RecoveryPlannerTests
{
    private static readonly string Root = TestData.Path("diagnosis");

    private static readonly RecoveryAction[] MayBeAlone =
    [
        RecoveryAction.ContinueProcess, RecoveryAction.CreateRuntimeDirectory, RecoveryAction.RestoreConfiguration, RecoveryAction.StartService, RecoveryAction.ReplaceOrphans,
        RecoveryAction.RestartService,
    ];

    public static TheoryData<string> Snapshots => [.. Directory.GetFiles(Root, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void APlanKeepsTheRules(string file)
    {
        RecoveryPlan plan = RecoveryPlanner.Plan(Read(file), []);

        Assert.All(plan.Steps, step =>
        {
            Assert.NotEmpty(step.Reason);
            Assert.NotEmpty(step.RestsOn);
            Assert.DoesNotContain(step.RestsOn, evidence => evidence.Contains("log", StringComparison.Ordinal));
            Assert.True(step.IsAllowedAlone == (step.NotAloneReason is null), $"{step}: {step.NotAloneReason}");
            Assert.True(!step.IsAllowedAlone || MayBeAlone.Contains(step.Action), step.ToString());
            Assert.True(!step.IsAllowedAlone || CauseCatalogue.AuthorityOf(step.Cause) is RecoveryAuthority.Alone or RecoveryAuthority.Conditional, $"{step} for {step.Cause}");
        });
        Assert.Equal(plan.Steps.Select(step => step.Action).Order(), plan.Steps.Select(step => step.Action));
        Assert.Equal(Enumerable.Range(1, plan.Steps.Length), plan.Steps.Select(step => step.Number));
        bool hurts = plan.Diagnosis!.Findings.Any(finding => finding is { IsPresent: true, Severity: >= Severity.Error } or { IsPresent: true, Cause: Cause.OrphanWorkers });
        Assert.True(hurts == (plan.Steps.Length > 0 || plan.LeftToPerson.Length > 0), "what hurts is mended or told, and nothing else");
        Assert.All(plan.LeftToPerson, finding => Assert.NotEmpty(finding.Remedies));
    }

    // Who starts what does not run has no use for a look at its socket.
    [Fact]
    public void WhatAServiceStartsIsNoMatterOfItsSocket()
    {
        Finding[] startable =
        [
            .. Directory.GetFiles(Root, "*.json", SearchOption.AllDirectories).SelectMany(file => RecoveryPlanner.Plan(Read(file), []).Diagnosis!.Findings)
                .Where(finding => finding.Cause is Cause.FpmNotRunning or Cause.FpmCrashed or Cause.FpmConfigurationInvalid && finding.Remedies.Any(remedy => remedy.Command?.Contains("systemctl start ", StringComparison.Ordinal) == true)),
        ];

        Assert.NotEmpty(startable);
        Assert.All(startable, finding => Assert.DoesNotContain(finding.Remedies, remedy => remedy.Command?.StartsWith("Test-FpmAlignment", StringComparison.Ordinal) == true));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public void AnNginxThatStandsStillIsLetGoOn(int stopped, bool expected)
    {
        GatewayService nginx = ChecklistWorld.NginxService with { StoppedWorkers = [.. new[] { 71, 72 }.Take(stopped)], WorkerCount = 2 };
        RecoveryPlan plan = RecoveryPlanner.Plan(ChecklistWorld.Healthy with { Services = [nginx, ChecklistWorld.FpmService] }, []);

        Assert.Equal(expected ? ["kill -CONT 71 72"] : [], plan.Steps.Where(step => step is { Action: RecoveryAction.ContinueProcess, IsAllowedAlone: true }).Select(step => step.Command));
    }

    [Theory]
    [InlineData("signal", "SIGKILL", true, null)]
    [InlineData("signal", "SIGSEGV", true, null)]
    [InlineData("oom-kill", null, true, null)]
    [InlineData("exit-code", null, true, null)]
    [InlineData("success", null, false, "The php-fpm of pool www was stopped by somebody.")]
    public void AUnitThatFailedIsStartedAlone(string result, string? signal, bool isStarted, string? hold)
    {
        RecoveryPlan plan = PlanFor(service => service with
        {
            State = result == "success" ? GatewayServiceState.Inactive : GatewayServiceState.Failed,
            Result = result,
            ExitSignal = signal,
            IsStoppedOnPurpose = result == "success",
        });

        Assert.Equal(isStarted, plan.Steps.Any(step => step is { Action: RecoveryAction.StartService, IsAllowedAlone: true, Target: "php8.2-fpm" }));
        Assert.Equal(hold is not null, plan.Holds.Any(text => text.StartsWith(hold ?? "-", StringComparison.Ordinal)));
    }

    [Fact]
    public void WhatSystemdGaveUpIsLeftToAPerson()
    {
        RecoveryStep step = Assert.Single(PlanFor(service => Failed(service) with { IsStartLimitHit = true }).Steps);

        Assert.False(step.IsAllowedAlone);
        Assert.StartsWith("systemctl reset-failed ", step.Command, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false, false, false)]
    [InlineData(false, true, false, false)]
    [InlineData(false, false, true, false)]
    [InlineData(false, false, false, true)]
    public void WhatItsManagerDoesOrMayNotDoIsLeftAlone(bool isMasked, bool hasJob, bool restarts, bool isUnmet) => Assert.DoesNotContain(
        PlanFor(service => Failed(service) with { IsMasked = isMasked, HasPendingJob = hasJob, IsAutoRestarting = restarts, IsConditionUnmet = isUnmet }).Steps, step => step.IsAllowedAlone);

    [Theory]
    [InlineData(GatewayServiceManager.OpenRc)]
    [InlineData(GatewayServiceManager.Supervisor)]
    [InlineData(GatewayServiceManager.Container)]
    [InlineData(GatewayServiceManager.None)]
    public void OtherManagersAreAdvisedOnly(GatewayServiceManager manager)
    {
        RecoveryPlan plan = PlanFor(service => Failed(service) with { Manager = manager });

        Assert.Empty(plan.Steps);
        Assert.NotEmpty(plan.LeftToPerson);
    }

    [Fact]
    public void WorkersWithoutAMasterAreReplacedAndNotOnlyStartedBeside()
    {
        var orphan = new OrphanWorker(4711, 99, null, "php-fpm", "www", "/usr/sbin/php-fpm8.2", 1, "php8.2-fpm.service", 'S');

        RecoveryStep step = Assert.Single(PlanFor(service => Failed(service) with { Orphans = [orphan] }).Steps);
        Assert.Equal((RecoveryAction.ReplaceOrphans, true), (step.Action, step.IsAllowedAlone));

        // It may be gone by then, and the service is started all the same. What is typed has no limit.
        Assert.StartsWith("kill -QUIT 4711; sleep 1; systemctl start ", step.Command, StringComparison.Ordinal);
        Assert.DoesNotContain("5 s", step.Disruption, StringComparison.Ordinal);

        Assert.False(Assert.Single(PlanFor(service => Failed(service) with { Orphans = [orphan with { State = 'D' }] }).Steps).IsAllowedAlone);
    }

    // They serve visitors for as long as they last: that is told, and a person says when it ends. One that is masked would not be started again.
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void WorkersWithoutAMasterThatServeAreLeftToAPerson(bool isMasked, int steps)
    {
        GatewaySnapshot serving = Read(Path.Combine("OrphanWorkers", "MasterKilled.fires.json"));
        RecoveryPlan plan = RecoveryPlanner.Plan(serving with { Services = [.. serving.Services.Select(service => service with { IsMasked = isMasked, Manager = GatewayServiceManager.Systemd, Unit = "php8.2-fpm.service" })] }, []);

        Assert.Equal((steps, 1 - steps), (plan.Steps.Length, plan.LeftToPerson.Length));
        Assert.All(plan.Steps, step => Assert.Equal((RecoveryAction.ReplaceOrphans, false, "They still serve visitors: a person says when they are to be replaced."), (step.Action, step.IsAllowedAlone, step.NotAloneReason)));
    }

    [Fact]
    public void WhatRefusesItsConfigurationIsNeverStarted()
    {
        GatewaySnapshot snapshot = Killed(Failed);
        snapshot = snapshot with
        {
            ConfigurationTests =
            [
                new ConfigurationTestResult(
                    Passed: false, "php-fpm", snapshot.Configuration.Pools[0].MasterConfigurationPath, null, null, IsAsked: true, null,
                    [new ConfigurationDiagnostic(Severity.Error, "Refused", "unknown entry 'pm.max_childrn'", snapshot.Configuration.Pools[0].ConfigurationPath, 7)], [], string.Empty, TimeSpan.Zero),
            ],
        };

        Assert.Empty(RecoveryPlanner.Plan(snapshot, []).Steps);
    }

    [Theory]
    [InlineData("/run/www", true)]
    [InlineData("/var/run/www", true)]
    [InlineData("/srv/shop/run/www", false)]
    [InlineData("/runs/www", false)]
    public void ADirectoryIsMadeAloneBelowRunOnly(string directory, bool isAlone)
    {
        string text = File.ReadAllText(Directory.GetFiles(Path.Combine(Root, "RuntimeDirectoryMissing"), "*.fires.json")[0]).Replace("/srv/shop/run/www", directory, StringComparison.Ordinal).Replace("\"/srv/shop\"", $"\"{Path.GetDirectoryName(directory)}\"", StringComparison.Ordinal);

        RecoveryStep step = Assert.Single(RecoveryPlanner.Plan(SnapshotJson.Read(JsonDocument.Parse(text).RootElement.GetProperty("Snapshot").GetRawText()), []).Steps);

        Assert.Equal((RecoveryAction.CreateRuntimeDirectory, directory, isAlone, isAlone), (step.Action, step.Target, step.IsAllowedAlone, step.NotAloneReason is null));
    }

    private static GatewayService Failed(GatewayService service) => service with { State = GatewayServiceState.Failed, Result = "signal", ExitSignal = "SIGKILL" };

    private static RecoveryPlan PlanFor(Func<GatewayService, GatewayService> change) => RecoveryPlanner.Plan(Killed(change), []);

    // What the laboratory saw of a php-fpm that was killed, as a unit of systemd.
    private static GatewaySnapshot Killed(Func<GatewayService, GatewayService> change)
    {
        GatewaySnapshot snapshot = Read(Path.Combine("FpmCrashed", "FpmKilled.fires.json"));
        string main = snapshot.Configuration.Pools[0].MasterConfigurationPath;
        return snapshot with
        {
            Services = [change(new GatewayService { Name = "php8.2-fpm", Unit = "php8.2-fpm.service", Program = "php-fpm", Manager = GatewayServiceManager.Systemd, ConfigurationPath = main, ExecutablePath = "/usr/sbin/php-fpm8.2" })],
        };
    }

    private static GatewaySnapshot Read(string file) =>
        SnapshotJson.Read(JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, file))).RootElement.GetProperty("Snapshot").GetRawText());
}
