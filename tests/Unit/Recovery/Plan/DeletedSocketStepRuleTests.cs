using Nginx502.UnitTests.Diagnosis.Checklist;

namespace Nginx502.UnitTests.Recovery.Plan;

/// <summary>The file of a socket that was deleted under a php-fpm that runs comes back by a restart alone, which nobody has to be asked for.</summary>
public sealed class DeletedSocketStepRuleTests
{
    [Fact]
    public void ItsPhpFpmIsRestartedAloneAndWhatThatDisruptsIsSaid()
    {
        RecoveryStep step = Assert.Single(PlanFor(ChecklistWorld.FpmService).Steps);

        Assert.Equal((RecoveryAction.RestartService, "php8.2-fpm", Cause.SocketFileDeleted, true, null), (step.Action, step.Target, step.Cause, step.IsAllowedAlone, step.NotAloneReason));
        Assert.Equal("systemctl restart php8.2-fpm.service", step.Command);
        Assert.Equal("All pools of php8.2-fpm (www, in which 1 request runs) stop and start: requests that run in them end with a 502, and opcache is emptied.", step.Disruption);
        Assert.Contains(step.RestsOn, evidence => evidence.StartsWith("systemd: php8.2-fpm is Active", StringComparison.Ordinal));
        Assert.Contains(step.RestsOn, evidence => evidence.StartsWith("kernel: unix:/run/php/php8.2-fpm.sock: Exists fails", StringComparison.Ordinal));
    }

    [Fact]
    public void AnOrderThatIsNotDoneYetIsWaitedFor()
    {
        RecoveryStep step = Assert.Single(PlanFor(ChecklistWorld.FpmService with { HasPendingJob = true }).Steps);

        Assert.Equal((false, "Its manager has an order for it that is not done yet."), (step.IsAllowedAlone, step.NotAloneReason));
    }

    [Fact]
    public void AMasterThatWaitsForTheDiskIsNotRestarted()
    {
        RecoveryPlan plan = PlanFor(ChecklistWorld.FpmService with { ProcessState = 'D' });

        Assert.Empty(plan.Steps);
        Assert.Equal(Cause.SocketFileDeleted, Assert.Single(plan.LeftToPerson).Cause);
    }

    private static RecoveryPlan PlanFor(GatewayService fpm)
    {
        GatewaySnapshot healthy = ChecklistWorld.Healthy;
        return RecoveryPlanner.Plan(
            healthy with
            {
                Services = [ChecklistWorld.NginxService, fpm],
                Sockets = [healthy.Sockets[0] with { IsMissing = true, Kind = null, IsListed = false, Listener = null, ListenerOfDeletedFile = healthy.Sockets[0].Listener, Attempts = [] }],
                Errors = [ChecklistWorld.Error(Symptom.SocketMissing, 502, 5, ChecklistWorld.Now)],
            },
            []);
    }
}
