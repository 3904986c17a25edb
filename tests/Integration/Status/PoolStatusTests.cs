using System.Net.Sockets;
using System.Text.Json;
using Nginx502.IntegrationTests.FastCgi;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Status;

/// <summary>Real pools as they are told of: by their page, and by the kernel when there is none.</summary>
public sealed class PoolStatusTests
{
    private const string Busy = "sleep(300);";

    [Fact]
    public async Task APoolAtRest()
    {
        using LivePools pools = await LivePools.StartAsync(LivePools.Directives(3, ("pm.status_path", LivePools.StatusPath)));

        FpmPoolStatus status = await pools.UntilAsync(status => status.IdleProcesses == 3, "all workers to be idle");

        Assert.Equal(("www", FpmStatusSource.StatusPage, false, 3, 0), (status.Pool, status.Source, status.IsFull, status.TotalProcesses, status.ActiveProcesses));
        Assert.Equal((pools.Fpm.ProcessId, 3, pools.Endpoint()), (status.ProcessId, status.MaxChildren, status.Endpoint));
        Assert.Equal((0L, null, ""), (status.ListenQueue, status.Problem, status.Message));
        Assert.True(status.ListenQueueLimit > 0 && status.AcceptedConnections > 0);
        Assert.Empty(status.Workers);
        Assert.Empty(status.NotSeen);
    }

    [Fact]
    public async Task AFullPoolWithAPageAside()
    {
        using LivePools pools = await LivePools.StartAsync(directory =>
        [
            new Lab.FpmPool("www", Path.Combine(directory.Run, "www.sock"))
            {
                Directives = LivePools.Directives(1, ("pm.status_path", LivePools.StatusPath), ("pm.status_listen", Path.Combine(directory.Run, "status.sock"))),
            },
        ]);
        pools.Visit(Busy);
        await pools.UntilAsync(status => status.ActiveProcesses == 1, "the only worker to be busy");
        using Crowd crowd = Crowd.Before(new UnixDomainSocketEndPoint(pools.Endpoint().SocketPath!), count: 2);

        FpmPoolStatus status = pools.Only();

        Assert.Equal((FpmStatusSource.StatusPage, true, 0, 1), (status.Source, status.IsFull, status.IdleProcesses, status.ActiveProcesses));

        // php-fpm itself says 0 for a unix socket.
        Assert.Equal((2L, null), (status.ListenQueue, status.MaxListenQueue));
        Assert.Equal(FpmWorkerWait.Timer, Assert.Single(status.Activities).Wait);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AFullPoolWithoutOneIsToldOfByTheKernel(bool usesTcp)
    {
        using LivePools pools = await LivePools.StartAsync(directory =>
        [
            new Lab.FpmPool("www", usesTcp ? $"127.0.0.1:{FreePort.Tcp()}" : Path.Combine(directory.Run, "www.sock"))
            {
                Directives = LivePools.Directives(2, ("pm.status_path", LivePools.StatusPath), ("listen.backlog", "40")),
            },
        ]);
        pools.Visit(Busy);
        pools.Visit(Busy);
        await pools.UntilAsync(status => status.Activities is [{ Wait: FpmWorkerWait.Timer, Count: 2 }], "both workers to sleep", LivePools.Impatient with { IsFull = true });
        long before = pools.Only().ListenQueue!.Value;
        using Crowd crowd = usesTcp
            ? Crowd.Before(System.Net.IPEndPoint.Parse(pools.Endpoint().ToString()), count: 3)
            : Crowd.Before(new UnixDomainSocketEndPoint(pools.Endpoint().SocketPath!), count: 3);

        FpmPoolStatus status = pools.Only();

        Assert.Equal((FpmStatusSource.Kernel, FpmStatusProblem.NoAnswer, true), (status.Source, status.Problem, status.IsFull));
        Assert.Equal((0, 2, 2), (status.IdleProcesses, status.ActiveProcesses, status.TotalProcesses));

        // Whoever gave up is in the queue until a worker looks. Of a TCP socket such count, and our last question is one; of a unix socket the kernel tells them from the crowd.
        Assert.Equal((before + (usesTcp ? 4 : 3), 40L), (status.ListenQueue, status.ListenQueueLimit));
        Assert.Equal(FastCgiPhase.Receiving, status.Failure!.Phase);
        Assert.InRange(status.Duration!.Value, LivePools.Impatient.Timeout, LivePools.Impatient.Timeout + TimeSpan.FromSeconds(5));
        Assert.Contains("pm.status_listen", Assert.Single(status.Remedies).Command, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APoolWithoutThePageHasTheRemedyAndWhatTheKernelKnows()
    {
        using LivePools pools = await LivePools.StartAsync(LivePools.Directives(2));

        FpmPoolStatus status = await pools.UntilAsync(status => status.IdleProcesses == 2, "both workers to be idle");

        Assert.Equal((FpmStatusSource.Kernel, FpmStatusProblem.NotConfigured, false), (status.Source, status.Problem, status.IsFull));
        Assert.Equal((0, 2, 0L), (status.ActiveProcesses, status.TotalProcesses, status.ListenQueue));
        Assert.Equal(["pm.status_path", "pm.status_listen"], status.Remedies.Select(remedy => remedy.Command!.Split('\'')[1]));
        Assert.Equal((null, null), (status.Duration, status.StatusEndpoint));
    }

    [Fact]
    public async Task APoolOnDemandWithoutWorkers()
    {
        using LivePools pools = await LivePools.StartAsync(LivePools.Directives(2, ("pm", "ondemand")));

        FpmPoolStatus status = pools.Only();

        Assert.Equal((FpmProcessManager.OnDemand, 0, 0, 0, false), (status.ProcessManager, status.TotalProcesses, status.IdleProcesses, status.ActiveProcesses, status.IsFull));
        Assert.Empty(status.Activities);
    }

    [Fact]
    public async Task OneThatHangsKeepsNoOtherWaiting()
    {
        using LivePools pools = await LivePools.StartAsync(directory =>
        [
            new Lab.FpmPool("hangs", Path.Combine(directory.Run, "hangs.sock")) { Directives = LivePools.Directives(1, ("pm.status_path", LivePools.StatusPath)) },
            new Lab.FpmPool("works", Path.Combine(directory.Run, "works.sock")) { Directives = LivePools.Directives(2, ("pm.status_path", LivePools.StatusPath)) },
        ]);
        pools.Visit(Busy);
        await Patience.UntilAsync(() => pools.Collect().Single(status => status.Pool == "hangs").ActiveProcesses == 1, "the only worker to be busy");

        FpmPoolStatus[] found = pools.Collect();

        Assert.Equal(["works", "hangs"], found.Select(status => status.Pool));
        Assert.Equal([FpmStatusSource.StatusPage, FpmStatusSource.Kernel], found.Select(status => status.Source));
        Assert.True(found[0].Duration < LivePools.Impatient.Timeout);
    }

    [Fact]
    public async Task EachWorkerAsThePageAndTheKernelSeeIt()
    {
        using LivePools pools = await LivePools.StartAsync(LivePools.Directives(3, ("pm.status_path", LivePools.StatusPath)));
        pools.Visit(Busy, "token=secret");

        FpmPoolStatus status = await pools.UntilAsync(
            status => status.Workers.Count(worker => worker is { State: FpmProcessState.Running, Wait: FpmWorkerWait.Timer }) == 1 && status.Workers.Length == 3,
            "one worker to sleep",
            LivePools.Impatient with { IsFull = true });

        Assert.Equal(pools.Fpm.Workers.Select(worker => worker.Id).Order(), status.Workers.Select(worker => worker.ProcessId).Order());
        FpmWorkerStatus busy = status.Workers.Single(worker => worker.Wait == FpmWorkerWait.Timer);
        Assert.Equal(("www", "GET", ProcessState.Sleeping), (busy.Pool, busy.Method, busy.KernelState));
        Assert.EndsWith("?***", busy.RequestUri, StringComparison.Ordinal);
        Assert.True(busy.RequestDuration > TimeSpan.Zero && busy.ProcessorTime is not null && busy.StartTime is not null);
    }

    [Fact]
    public async Task AnotherPoolAtTheAddressIsNotTakenForIt()
    {
        using LivePools pools = await LivePools.StartAsync(LivePools.Directives(2, ("pm.status_path", LivePools.StatusPath)));
        File.WriteAllText(pools.Fpm.ConfigurationPath, File.ReadAllText(pools.Fpm.ConfigurationPath).Replace("[www]", "[shop]", StringComparison.Ordinal));

        FpmPoolStatus status = pools.Only();

        Assert.Equal(("shop", FpmStatusProblem.OtherPool, FpmStatusSource.Kernel), (status.Pool, status.Problem, status.Source));
        Assert.Contains("'www'", status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatWasFoundIsTheSameFromJson()
    {
        using LivePools pools = await LivePools.StartAsync(LivePools.Directives(2, ("pm.status_path", LivePools.StatusPath)));
        FpmPoolStatus status = pools.Only(LivePools.Impatient with { IsFull = true });

        string json = JsonSerializer.Serialize(status);

        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<FpmPoolStatus>(json)));
        Assert.Contains("\"Endpoint\":\"unix:", json, StringComparison.Ordinal);
    }
}
