using Nginx502.Lab;

namespace Nginx502.IntegrationTests;

/// <summary>The laboratory itself: what it says is so, and it leaves nothing behind.</summary>
public sealed class LabTests
{
    [Fact]
    public async Task APlainSiteAnswers()
    {
        using LabSite site = await LabSite.StartAsync();
        LabResponse response = await site.GetAsync("/hello.php");
        Assert.Equal((200, "hello\n", false), (response.Status, response.Body, response.IsTruncated));
    }

    [Fact]
    public async Task NothingIsLeftBehind()
    {
        LabSite site = await LabSite.StartAsync();
        int[] processes = [site.Nginx.ProcessId, .. site.Nginx.WorkerIds, site.Fpm.ProcessId, .. site.Fpm.Workers.Select(worker => worker.Id)];
        site.Dispose();
        Assert.Equal(5, processes.Length);
        Assert.All(processes, id => Assert.False(ProcessIdentity.Of(id) is { IsAlive: true }, $"{id} is alive"));
        Assert.False(Directory.Exists(site.Directory.Path));
    }

    [Fact]
    public async Task WorkersWhoseMasterWasKilledAreStoppedToo()
    {
        LabSite site = await LabSite.StartAsync();
        IReadOnlyList<ProcessIdentity> workers = site.Fpm.Workers;
        site.Fpm.KillMaster();
        Assert.Equal(200, (await site.GetAsync("/hello.php")).Status);
        site.Dispose();
        Assert.NotEmpty(workers);
        Assert.All(workers, worker => Assert.False(worker.IsAlive));
    }

    [Fact]
    public async Task AServerThatDoesNotStartSaysWhatItPrinted()
    {
        LabException exception = await Assert.ThrowsAsync<LabException>(
            () => LabSite.StartAsync(_ => new LabSiteOptions { HttpText = "no_such_directive on;" }));
        Assert.Contains("unknown directive \"no_such_directive\"", exception.Message, StringComparison.Ordinal);

        exception = await Assert.ThrowsAsync<LabException>(
            () => LabSite.StartAsync(_ => new LabSiteOptions { PoolDirectives = new Dictionary<string, string> { ["pm"] = "magic" } }));
        Assert.Contains("invalid process manager", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABrokenSiteCanBeRepaired()
    {
        using LabSite site = await LabSite.StartAsync();
        site.Fpm.KillAll();
        Assert.Equal(502, (await site.GetAsync("/hello.php")).Status);
        await site.RepairAsync();
        Assert.Equal(200, (await site.GetAsync("/hello.php")).Status);
    }

    [Fact]
    public async Task LogsAreOpenedAnew()
    {
        using LabSite site = await LabSite.StartAsync();
        File.Move(site.AccessLog, site.AccessLog + ".1");
        site.Nginx.ReopenLogs();
        await Patience.UntilAsync(() => File.Exists(site.AccessLog), "a new access log");
        await site.GetAsync("/hello.php");
        await LabSite.WaitForLogAsync(site.AccessLog, "/hello.php");
        Assert.DoesNotContain("/hello.php", LabSite.ReadLog(site.AccessLog + ".1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServersListenOnLoopbackOnly()
    {
        using LabSite site = await LabSite.StartAsync(_ => new LabSiteOptions { UsesTcp = true });
        string[] ports = [$":{site.Nginx.Port:X4}", ":" + int.Parse(site.Pool.Listen.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture).ToString("X4", System.Globalization.CultureInfo.InvariantCulture)];

        // Linux: the second column of /proc/net/tcp is the local address in the machine's byte order; 0A is LISTEN.
        string[][] listening = [.. File.ReadLines("/proc/net/tcp").Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(fields => fields[3] == "0A")];
        foreach (string port in ports)
        {
            string[] addresses = [.. listening.Select(fields => fields[1]).Where(address => address.EndsWith(port, StringComparison.Ordinal))];
            Assert.Equal(["0100007F" + port], addresses);
        }
    }
}
