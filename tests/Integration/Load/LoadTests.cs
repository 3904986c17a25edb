using Nginx502.FastCgi;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Load;

/// <summary>Load on a real nginx in front of a real php-fpm: what it carries, and what breaks first.</summary>
public sealed class LoadTests
{
    private const int Backlog = 4;
    private const int Workers = 2;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task APoolThatIsTooSmallBreaksAndIsNamed()
    {
        using LabSite site = await StartAsync();

        GatewayLoadResult result = Measure(site, "/slow.php", new LoadOptions { Concurrency = 40, Duration = Step * 2 });

        // Two are served, one more than the backlog waits (Linux), and the next finds it full.
        Assert.Equal(("BacklogFull", Symptom.BacklogFull, "www"), (result.Break!.Name, result.Break.Symptom, result.Break.Pool));
        Assert.InRange(result.Break.Concurrency, Backlog + 1, 40);
        Assert.Contains(result.StatusCounts, status => status is { Status: 502, Count: > 0 });
        LoadSymptom logged = Assert.Single(result.Symptoms, symptom => symptom.Symptom == Symptom.BacklogFull);
        Assert.Equal(FpmEndpoint.Parse(site.Pool.Endpoint), logged.Endpoint);
        Assert.Equal(result.StatusCounts.Single(status => status.Status == 502).Count, logged.Count);
        LoadPool pool = Assert.Single(result.Pools);
        Assert.Equal(("www", (long)Backlog, Workers, Workers), (pool.Pool, pool.ListenQueueLimit, pool.MaxChildren, pool.MaxTotalProcesses));
        Assert.True(pool.WasQueueFull && pool.WasFull, pool.ToString());
        Assert.Equal(Workers, pool.MaxActiveProcesses);
        Assert.Empty(result.NotSeen);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task TheLimitIsFoundStepByStep()
    {
        using LabSite site = await StartAsync();

        GatewayLoadResult result = Measure(site, "/slow.php", new LoadOptions { Concurrency = 64, Duration = Step, FindsLimit = true });

        Assert.Equal((LoadEnd.LimitFound, "BacklogFull"), (result.EndedBy, result.Break!.Name));
        Assert.Equal(LoadVerdict.Failed, result.Steps[^1].Verdict);
        Assert.All(result.Steps[..^1], step => Assert.Equal(LoadVerdict.Held, step.Verdict));

        // Two are served, and five wait; fewer fail where both workers are between two requests, and a step or two more may go well.
        Assert.InRange(result.Steps[^1].Concurrency, Workers + Backlog, 16);
        Assert.InRange(result.Break.Concurrency, Backlog + 1, 16);
        Assert.InRange(result.Concurrency, Backlog, 12);
        Assert.InRange(result.RequestsPerSecond, 10, 45);
    }

    [Fact]
    public async Task ASlowPageIsFoundByItsBound()
    {
        using LabSite site = await StartAsync();

        GatewayLoadResult result = Measure(site, "/slow.php", new LoadOptions { Concurrency = 64, Duration = Step, FindsLimit = true, MaxLatency = TimeSpan.FromMilliseconds(85) });

        Assert.Equal(("MaxLatency", LoadVerdict.TooSlow), (result.Break!.Name, result.Steps[^1].Verdict));
        Assert.Equal("www", result.Break.Pool);
        Assert.Equal(0, result.Failed);
    }

    [Fact]
    public async Task AStaticPageHolds()
    {
        using LabSite site = await StartAsync();
        LabDirectory.Write(site.Directory.DocumentRoot, "page.txt", "static\n");

        GatewayLoadResult result = Measure(site, "/page.txt", new LoadOptions { Concurrency = 8, Requests = 5000 });

        Assert.Equal((LoadEnd.Requests, 5000L, 0L, null), (result.EndedBy, result.Requests, result.Failed, result.Break));
        Assert.Equal([new LoadStatusCount(200, 5000)], result.StatusCounts);

        // nginx closes a connection after a thousand requests (keepalive_requests), which is no failure.
        Assert.InRange(result.Connections, 8, 16);
    }

    [Fact]
    public async Task APoolIsAskedWithoutNginx()
    {
        using LabSite site = await StartAsync();
        FpmReading[] fpm = [.. GatewayReader.ReadFpm(TargetOf(site)).Readings];
        FpmEndpoint endpoint = FpmEndpoint.Parse(site.Pool.Endpoint);

        LoadTarget ping = LoadTargets.OfPool(FastCgiTarget.Of(endpoint), FpmPing.Request("/ping"), allowsRemote: false, out _)!;
        GatewayLoadResult good = LoadRun.Run(ping, new LoadOptions { Concurrency = 2, Requests = 500 }, [], fpm, _ => { });
        LoadTarget slow = LoadTargets.OfPool(FastCgiTarget.Of(endpoint), new FastCgiRequest(site.Directory.DocumentRoot + "/slow.php"), allowsRemote: false, out _)!;
        GatewayLoadResult broken = LoadRun.Run(slow, new LoadOptions { Concurrency = 30, Duration = Step }, [], fpm, _ => { });

        Assert.Equal([new LoadStatusCount(200, 500)], good.StatusCounts);
        Assert.Equal(("BacklogFull", "www"), (broken.Break!.Name, broken.Break.Pool));
        Assert.Equal(LoadErrorKind.QueueFull, broken.Errors[0].Kind);
        Assert.Empty(broken.Symptoms);
    }

    [Fact]
    public async Task TheCmdletSaysWhereItBrokeAndAsksNothingUnderWhatIf()
    {
        using LabSite site = await StartAsync();
        string call = $"Measure-GatewayLoad http://shop.example:{site.Nginx.Port}/slow.php -Concurrency 40 -Duration 1 -NginxConfigPath {BuiltShell.Quote(site.Nginx.ConfigurationPath)} -FpmConfigPath {BuiltShell.Quote(site.Fpm.ConfigurationPath)}";

        ShellObjects planned = await BuiltShell.RunAsync(call + " -WhatIf");
        Assert.Empty(planned.Objects);
        Assert.Empty(LabSite.ReadLog(site.AccessLog));

        ShellObjects unattended = await BuiltShell.RunAsync(call);
        Assert.Contains("nobody can answer", unattended.Errors, StringComparison.Ordinal);
        Assert.Empty(LabSite.ReadLog(site.AccessLog));

        ShellObjects result = await BuiltShell.RunAsync($"({call} -Confirm:$false).Break.ToString()");
        Assert.Matches("^BacklogFull at [0-9]+ concurrent$", Assert.Single(result.Objects).ToString());
        Assert.Contains("Nginx502", LabSite.ReadLog(site.AccessLog), StringComparison.Ordinal);
    }

    private static async Task<LabSite> StartAsync()
    {
        LabSite site = await LabSite.StartAsync(_ => new LabSiteOptions
        {
            PoolDirectives = new Dictionary<string, string> { ["pm.max_children"] = $"{Workers}", ["listen.backlog"] = $"{Backlog}", ["ping.path"] = "/ping" },
        });
        LabDirectory.Write(site.Directory.DocumentRoot, "slow.php", "<?php usleep(50000); echo \"slow\\n\";");
        return site;
    }

    private static GatewayTarget TargetOf(LabSite site) => new() { NginxConfigurationPath = site.Nginx.ConfigurationPath, FpmConfigurationPath = site.Fpm.ConfigurationPath };

    private static GatewayLoadResult Measure(LabSite site, string path, LoadOptions options)
    {
        NginxReading[] nginx = [.. GatewayReader.ReadNginx(TargetOf(site)).Readings];
        var uri = new Uri($"http://shop.example:{site.Nginx.Port}{path}");
        LoadTarget target = LoadTargets.OfSite(uri, nginx, keepsConnections: true, allowsRemote: false, out LoadRefusal? refusal)
            ?? throw new InvalidOperationException(refusal?.Message);
        Assert.Equal($"127.0.0.1:{site.Nginx.Port}", target.Address);
        return LoadRun.Run(target, options, nginx, GatewayReader.ReadFpm(TargetOf(site)).Readings, _ => { });
    }
}
