using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Services;

/// <summary>Workers whose master was killed are found, with their service.</summary>
public sealed class OrphanTests
{
    [Fact]
    public async Task WorkersOfAKilledMasterAreFoundUntilTheyAreGone()
    {
        using LabSite site = await LabSite.StartAsync();
        int master = site.Fpm.ProcessId;
        int[] workers = [.. site.Fpm.Workers.Select(worker => worker.Id).Order()];
        Assert.Equal((master, 2, GatewayServiceState.Active), Find(service => service.ProcessId == master) is { } running ? (running.ProcessId!.Value, running.WorkerCount, running.State) : default);
        Assert.DoesNotContain(Collect().SelectMany(service => service.Orphans), orphan => workers.Contains(orphan.ProcessId));

        site.Fpm.KillMaster();
        GatewayService left = Find(service => service.Orphans.Any(orphan => orphan.ProcessId == workers[0]))!;

        Assert.Equal(workers, left.Orphans.Select(orphan => orphan.ProcessId).Where(workers.Contains).Order());
        Assert.All(left.Orphans.Where(orphan => workers.Contains(orphan.ProcessId)), orphan => Assert.Equal(("php-fpm", "www"), (orphan.Program, orphan.Pool)));
        Assert.Equal(Severity.Error, left.Severity);
        Assert.Contains(left.Remedies, remedy => remedy.Command is { } command && command.StartsWith("kill -QUIT ", StringComparison.Ordinal) && command.Contains(workers[0].ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));

        site.Fpm.Stop();
        Assert.DoesNotContain(Collect().SelectMany(service => service.Orphans), orphan => workers.Contains(orphan.ProcessId));
    }

    [Fact]
    public async Task WorkersThatAnswerForAnotherConfigurationAreNotOfTheOneThatIsGone()
    {
        using LabSite gone = await LabSite.StartAsync();
        using LabSite orphaned = await LabSite.StartAsync();
        int[] workers = [.. orphaned.Fpm.Workers.Select(worker => worker.Id).Order()];
        orphaned.Fpm.KillMaster();
        gone.Fpm.KillAll();

        Assert.Empty(Assert.Single(Of(gone)).Orphans);
        GatewayService left = Assert.Single(Of(orphaned));
        Assert.Equal(workers, left.Orphans.Select(orphan => orphan.ProcessId).Order());
        Assert.All(left.Orphans, orphan => Assert.Contains(FpmEndpoint.Parse(orphaned.Pool.Listen), orphan.Endpoints!));

        static IEnumerable<GatewayService> Of(LabSite site) =>
            GatewayServiceCollector.Collect(new GatewayTarget { FpmConfigurationPath = site.Fpm.ConfigurationPath }, out _).Where(service => service.ConfigurationPath == site.Fpm.ConfigurationPath);
    }

    [Fact]
    public async Task AMasterThatStandsStillIsToldFromOneThatRuns()
    {
        using LabSite site = await LabSite.StartAsync();
        var master = ProcessIdentity.Of(site.Nginx.ProcessId)!.Value;
        Assert.NotEqual(Severity.Error, Find(service => service.ProcessId == master.Id)!.Severity);

        master.Signal(UnixSignal.Stop);
        await Patience.UntilAsync(() => Find(service => service.ProcessId == master.Id)?.ProcessState == 'T', "the master to stand still");

        Assert.Equal(Severity.Error, Find(service => service.ProcessId == master.Id)!.Severity);
        master.Signal(UnixSignal.Continue);
    }

    private static GatewayService? Find(Func<GatewayService, bool> isWanted) => ServiceJudgement.Judge(Collect()).FirstOrDefault(isWanted);

    private static IReadOnlyList<GatewayService> Collect() => GatewayServiceCollector.Collect(GatewayTarget.ThisMachine, out _);
}
