using Nginx502.IntegrationTests.Checks;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Gateway;

/// <summary>Settings of running servers are changed as a person types it, are in effect afterwards, and nobody is turned away meanwhile.</summary>
public sealed class TuningTests
{
    private const string Upstream = "shop.example '~ \\.php$'";

    [Fact]
    public async Task APhpFpmInTheForegroundHasTheNewValueAndTheOldOneAgain()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        string before = site.Files;
        int master = site.Site.Fpm.ProcessId;

        ShellObjects changed = await site.TypeWellAsync($"Set-FpmPoolTuning www -MaxChildren 5 {site.Fpm} -Reload -Confirm:$false -PassThru");

        AssertMade(changed, isReloaded: true);
        await HasWorkersAsync(() => site.Site.Fpm.Workers, 5);
        Assert.Equal((master, 200), (site.Site.Fpm.ProcessId, await site.StatusAsync()));
        Assert.Contains("pm.max_children = 5\n", await File.ReadAllTextAsync(site.FpmPath), StringComparison.Ordinal);

        await site.TypeWellAsync($"Restore-GatewayConfiguration 1 {site.Nginx} {site.Fpm} -Reload -Confirm:$false");

        await HasWorkersAsync(() => site.Site.Fpm.Workers, 2);
        Assert.Equal((before, 200), (site.Files, await site.StatusAsync()));
    }

    [Fact]
    public async Task APhpFpmThatIsADaemonHasTheNewValue()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        using FpmDaemon daemon = await FpmDaemon.StartAsync(site.Site);
        ProcessIdentity before = daemon.Master;

        ShellObjects changed = await site.TypeWellAsync($"Set-FpmPoolTuning www -MaxChildren 4 {site.Fpm} -Reload -Confirm:$false -PassThru");

        AssertMade(changed, isReloaded: true);
        Assert.NotEqual(before, daemon.Master);
        await HasWorkersAsync(() => daemon.Master.Children(), 4);
        Assert.Equal(200, await site.StatusAsync());
    }

    [Fact]
    public async Task ARequestThatRunsOutlivesAReloadOfPhpFpmThatIsPatient()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        await site.TypeWellAsync($"Set-FpmPoolTuning www -ProcessControlTimeout 30 {site.Fpm} -Reload -Confirm:$false");
        HeldRequest slow = site.Site.Hold();
        await slow.HeldByAsync();
        int reloads = Reloads(site);

        Task<ShellObjects> typed = site.TypeAsync($"Set-FpmPoolTuning www -MaxChildren 3 {site.Fpm} -Reload -Confirm:$false");
        await Patience.UntilAsync(() => Reloads(site) > reloads, "the reload to begin");
        slow.LetGo();

        Assert.Equal((200, "let go\n"), ((await slow.Response).Status, (await slow.Response).Body));
        ShellObjects changed = await typed;
        Assert.True(changed.ExitCode == 0, changed.Errors);
        await HasWorkersAsync(() => site.Site.Fpm.Workers, 3);
        Assert.Equal(200, await site.StatusAsync());
    }

    [Fact]
    public async Task NginxHasTheNewValueAndTurnsNobodyAway()
    {
        using GatewaySite site = await GatewaySite.StartAsync(_ => new LabSiteOptions { LocationText = "fastcgi_read_timeout 600s;" });
        using var end = new CancellationTokenSource();
        Task<List<int>>[] visitors = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() => VisitAsync(site, end.Token)))];

        ShellObjects changed = await site.TypeAsync($"Set-NginxUpstreamTuning {Upstream} -ReadTimeout 1 {site.Nginx} -Reload -Confirm:$false -PassThru");
        await end.CancelAsync();

        Assert.True(changed.ExitCode == 0, changed.Errors);
        AssertMade(changed, isReloaded: true);
        foreach (List<int> statuses in await Task.WhenAll(visitors))
        {
            Assert.NotEmpty(statuses);
            Assert.All(statuses, status => Assert.Equal(200, status));
        }

        // It had ten minutes before, and this visitor has two.
        HeldRequest slow = site.Site.Hold();
        Assert.Equal(504, (await slow.Response).Status);
        slow.LetGo();
    }

    [Fact]
    public async Task WhatPhpFpmWouldRefuseIsRefusedBeforeAnythingIsWritten()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        string before = Snapshot.Of(site.Site.Directory.Path);

        string said = await site.TypeInVainAsync(
            $"Set-FpmPoolTuning www -ProcessManager dynamic -MaxChildren 5 -StartServers 9 -MinSpareServers 1 -MaxSpareServers 3 {site.Fpm} -Reload -Confirm:$false",
            $"Set-FpmPoolTuning www -Directive @{{ 'pm.max_childs' = 5 }} {site.Fpm} -Reload -Confirm:$false",
            $"Set-FpmPoolTuning www -Directive @{{ 'request_terminate_timeout' = 'soon' }} {site.Fpm} -Reload -Confirm:$false",
            $"Set-FpmPoolTuning nobody -MaxChildren 5 {site.Fpm} -Reload -Confirm:$false");

        Assert.Equal(before, Snapshot.Of(site.Site.Directory.Path));
        AssertSaid(said, "pm.start_servers", "pm.max_childs", "request_terminate_timeout", "'nobody'");
        Assert.Equal(200, await site.StatusAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Force")]
    public async Task AMissingListenDirectoryEndsNoPhpFpm(string force)
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        string before = site.Files;
        int master = site.Site.Fpm.ProcessId;

        string said = await site.TypeInVainAsync($"Set-FpmPoolTuning www -Directive @{{ listen = '{site.Site.Directory.Run}/nope/x.sock' }} {site.Fpm} -Reload {force} -Confirm:$false");

        AssertSaid(said, "/nope is not there");
        Assert.Equal((before, master, 200), (site.Files, site.Site.Fpm.ProcessId, await site.StatusAsync()));
    }

    [Fact]
    public async Task WhatWasNotReloadedIsTakenUpByTheSameCommandWithReload()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        string set = $"Set-FpmPoolTuning www -MaxChildren 5 {site.Fpm} -Confirm:$false";
        ShellObjects changed = await site.TypeWellAsync(set);
        AssertSaid(InOneLine(changed), "the same command with -Reload");

        // A start and a change in one second could not be told apart.
        File.SetLastWriteTimeUtc(site.FpmPath, DateTime.UtcNow.AddMinutes(1));
        ShellObjects reloaded = await site.TypeWellAsync(set + " -Reload -PassThru");

        Assert.Equal(["Unchanged"], reloaded.Values("State"));
        Assert.Equal(["True"], reloaded.Values("IsReloaded"));
        AssertSaid(InOneLine(reloaded), $"{site.FpmPath} (changed ", "running requests end with a 502");
        await HasWorkersAsync(() => site.Site.Fpm.Workers, 5);
        Assert.Equal(200, await site.StatusAsync());
    }

    [Fact]
    public async Task WhatNginxWouldRefuseIsNotInstalled()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        string before = Snapshot.Of(site.Site.Directory.Configuration);

        string said = await site.TypeInVainAsync(
            $"Set-NginxUpstreamTuning {Upstream} -BufferSize 64k {site.Nginx} -Reload -Confirm:$false",
            $"Set-NginxUpstreamTuning {Upstream} -Directive @{{ fastcgi_read_timeout = 'soon' }} {site.Nginx} -Reload -Confirm:$false",
            $"Set-NginxUpstreamTuning {Upstream} -Directive @{{ fastcgi_nonsense = 'on' }} {site.Nginx} -Reload -Confirm:$false");

        AssertKept(site, before);
        AssertSaid(said, "fastcgi_busy_buffers_size", "fastcgi_read_timeout", "fastcgi_nonsense");
        Assert.Equal(200, await site.StatusAsync());
    }

    [Fact]
    public async Task AConfigurationThatIsBrokenElsewhereIsNotChanged()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        await File.AppendAllTextAsync(site.NginxPath, "nonsense on;\n");
        await File.AppendAllTextAsync(site.FpmPath, "\n[other]\nlisten = 127.0.0.1:9\npm = nonsense\n");
        string before = Snapshot.Of(site.Site.Directory.Configuration);

        string said = await site.TypeInVainAsync(
            $"Set-NginxUpstreamTuning {Upstream} -ReadTimeout 30 {site.Nginx} -Reload -Confirm:$false",
            $"Set-FpmPoolTuning www -MaxChildren 5 {site.Fpm} -Reload -Confirm:$false");

        AssertKept(site, before);
        AssertSaid(said, "unknown directive \"nonsense\"", "invalid process manager");
        Assert.Equal((200, 2), (await site.StatusAsync(), site.Site.Fpm.Workers.Count));
    }

    [Fact]
    public async Task WhatWasEditedByHandSinceIsTakenBackByForceOnly()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        string before = site.Files;
        await site.TypeWellAsync($"Set-FpmPoolTuning www -MaxChildren 5 {site.Fpm} -Confirm:$false");
        await File.AppendAllTextAsync(site.FpmPath, "; by hand\n");
        string edited = site.Files;
        string restore = $"Restore-GatewayConfiguration -Last {site.Nginx} {site.Fpm} -Confirm:$false";

        string said = await site.TypeInVainAsync(restore);

        Assert.Contains("was changed since change 1", said, StringComparison.Ordinal);
        Assert.Equal(edited, site.Files);
        await site.TypeWellAsync(restore + " -Force");
        Assert.Equal(before, site.Files);
    }

    [Fact]
    public async Task AServerThatIsStoppedIsNotStarted()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        site.Site.Nginx.Stop();
        site.Site.Fpm.Stop();

        // Nobody runs with these files, and they lie below a directory that all can write to: root is to insist.
        ShellObjects changed = await site.TypeWellAsync(
            $"Set-FpmPoolTuning www -MaxChildren 5 {site.Fpm} -Reload -Force -Confirm:$false -PassThru; Set-NginxUpstreamTuning {Upstream} -ReadTimeout 30 {site.Nginx} -Reload -Force -Confirm:$false -PassThru");

        AssertMade(changed, isReloaded: false, times: 2);
        Assert.Contains("pm.max_children = 5", await File.ReadAllTextAsync(site.FpmPath), StringComparison.Ordinal);
        Assert.False(File.Exists(site.Site.Pool.Listen));
        await Assert.ThrowsAsync<HttpRequestException>(() => site.StatusAsync());
    }

    private static void AssertMade(ShellObjects changed, bool isReloaded, int times = 1)
    {
        Assert.Equal(Enumerable.Repeat("Committed", times), changed.Values("State"));
        Assert.Equal(Enumerable.Repeat(isReloaded.ToString(), times), changed.Values("IsReloaded"));
    }

    private static void AssertSaid(string said, params string[] words) =>
        Assert.All(words, word => Assert.Contains(word, said, StringComparison.Ordinal));

    private static string InOneLine(ShellObjects typed) => string.Join(' ', typed.Errors.Split((char[])['\n', ' '], StringSplitOptions.RemoveEmptyEntries));

    private static async Task<List<int>> VisitAsync(GatewaySite site, CancellationToken end)
    {
        List<int> statuses = [];
        while (!end.IsCancellationRequested)
        {
            statuses.Add(await site.StatusAsync());
        }

        return statuses;
    }

    // A staged file stood beside it for a moment: the directory has another time, and what is in it is as before.
    private static void AssertKept(GatewaySite site, string before)
    {
        string[] now = Snapshot.Of(site.Site.Directory.Configuration).Split('\n');
        Assert.Equal(before.Split('\n').Where(line => !IsDirectory(line)), now.Where(line => !IsDirectory(line)));

        bool IsDirectory(string line) => line.StartsWith(site.Site.Directory.Configuration + " ", StringComparison.Ordinal);
    }

    private static int Reloads(GatewaySite site) => LabSite.ReadLog(site.Site.Fpm.Log).Split("Reloading in progress").Length;

    private static Task HasWorkersAsync(Func<IReadOnlyList<ProcessIdentity>> workers, int count) =>
        Patience.UntilAsync(() => workers().Count == count, $"{count} workers");
}
