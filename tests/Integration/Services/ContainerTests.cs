using Nginx502.IntegrationTests.Diagnosis;
using Nginx502.IntegrationTests.Gateway;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Services;

/// <summary>A container is started and stopped as a whole by its engine: its master is signalled, and never started, from outside and from within.</summary>
public sealed class ContainerTests
{
    [Fact]
    public async Task FromOutsideItIsReloadedAndNotStarted()
    {
        if (!Requirement.IsMet("a container", LabMounts.ArePossible))
        {
            return;
        }

        using GatewaySite site = await GatewaySite.StartAsync();
        using ContainedNginx nginx = await ContainedNginx.StartAsync(site.Site);
        ProcessIdentity master = nginx.Master;
        ProcessIdentity[] workers = [.. master.Children()];

        ShellObjects restarted = await site.TypeAsync($"Restart-GatewayService nginx {site.Nginx} -Confirm:$false -PassThru");
        AssertRefused(restarted, "No manager knows nginx: whoever started it has to start it again.");
        Assert.Equal(workers, nginx.Master.Children());

        ShellObjects reloaded = await site.TypeWellAsync($"Restart-GatewayService nginx {site.Nginx} -Reload -Confirm:$false -PassThru");
        AssertReloaded(reloaded, nginx, master, workers);
        Assert.Equal(200, await site.StatusAsync());

        await nginx.KillAsync();
        ShellObjects started = await site.TypeAsync($"Restart-GatewayService nginx {site.Nginx} -Confirm:$false -PassThru; Invoke-502Recovery {site.Nginx} {site.Fpm} -Confirm:$false -WarningAction Ignore | ForEach-Object Outcome");
        AssertRefused(started, "No manager knows nginx: whoever started it has to start it again.", "PersonNeeded");
        await Assert.ThrowsAsync<HttpRequestException>(() => site.StatusAsync());
    }

    [Fact]
    public async Task FromWithinItIsReloadedAndNotRestarted()
    {
        if (!Requirement.IsMet("a container", LabMounts.ArePossible))
        {
            return;
        }

        using GatewaySite site = await GatewaySite.StartAsync();
        using ContainedNginx nginx = await ContainedNginx.StartAsync(site.Site);
        ProcessIdentity master = nginx.Master;
        ProcessIdentity[] workers = [.. master.Children()];

        ShellObjects restarted = await TypeAsync($"Restart-GatewayService nginx {site.Nginx} -Confirm:$false -PassThru");
        AssertRefused(restarted, "nginx is the main program of a container, which is started and stopped as a whole from outside.");
        Assert.Equal(workers, master.Children());

        AssertReloaded(await TypeAsync($"Restart-GatewayService nginx {site.Nginx} -Reload -Confirm:$false -PassThru"), nginx, master, workers);
        Assert.Equal(200, await site.StatusAsync());

        Task<ShellObjects> TypeAsync(string command) => BuiltShell.RunInPlaceOfAsync(master.Id, ["-m", "-p"], command, site.State);
    }

    private static void AssertRefused(ShellObjects typed, string sentence, params string[] objects)
    {
        Assert.Equal(objects, typed.Objects.Select(found => found.ToString()));
        Assert.Contains(sentence, string.Join(' ', typed.Errors.Split((char[])['\n', ' ', '|'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static void AssertReloaded(ShellObjects typed, ContainedNginx nginx, ProcessIdentity master, ProcessIdentity[] workers)
    {
        Assert.True(typed.Objects.Count == 1, typed.Errors);
        Assert.Equal("True", typed.Values("IsReloaded")[0]);
        Assert.Equal(master, nginx.Master);
        Assert.DoesNotContain(master.Children(), workers.Contains);
    }
}
