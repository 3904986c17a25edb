using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Nginx502.IntegrationTests.FastCgi;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Status;

/// <summary>What real workers wait for, as the kernel tells it.</summary>
[SupportedOSPlatform("linux")]
public sealed class WorkerWaitTests
{
    [Fact]
    public async Task AWorkerThatSleeps()
    {
        FpmWorkerStatus worker = await SeenAsync("sleep(300);", FpmWorkerWait.Timer);

        Assert.Equal((ProcessState.Sleeping, null, "sleeps"), (worker.KernelState, worker.WaitsFor, worker.Activity));
    }

    [Fact]
    public async Task AWorkerThatComputes()
    {
        FpmWorkerStatus worker = await SeenAsync("while (true) { }", FpmWorkerWait.Processor, worker => worker.ProcessorShare > 0.05);

        Assert.Equal(ProcessState.Running, worker.KernelState);
        Assert.True(worker.ProcessorTime > TimeSpan.Zero);
    }

    [Theory]
    [InlineData("AF_INET")]
    [InlineData("AF_UNIX")]
    public async Task AWorkerWhoseServerIsSilent(string family)
    {
        using var folder = new LabDirectory();
        string path = Path.Combine(folder.Run, "mysqld.sock");
        bool isNetwork = family == "AF_INET";
        using var silent = new Socket(isNetwork ? AddressFamily.InterNetwork : AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        silent.Bind(isNetwork ? new IPEndPoint(IPAddress.Loopback, 0) : new UnixDomainSocketEndPoint(path));
        silent.Listen(5);
        if (!isNetwork)
        {
            File.SetUnixFileMode(path, (UnixFileMode)0x1B6);
        }

        string address = isNetwork ? $"tcp://{silent.LocalEndPoint}" : $"unix://{path}";
        FpmWorkerStatus worker = await SeenAsync($"fread(stream_socket_client('{address}'), 1);", isNetwork ? FpmWorkerWait.Network : FpmWorkerWait.LocalSocket);

        Assert.Equal(isNetwork ? silent.LocalEndPoint!.ToString() : path, worker.WaitsFor);
        Assert.Equal(isNetwork ? null : "MySQL", worker.WaitsForHint);
    }

    [Fact]
    public async Task AWorkerThatWaitsForASessionThatAnotherHolds()
    {
        const string session = "session_save_path($_SERVER['SAVE']); session_id('abcd1234567890efgh'); session_start(); sleep(300);";
        using LivePools pools = await LivePools.StartAsync(LivePools.Directives(2));
        string save = pools.Directory.State;
        pools.Visit(session, parameters: ("SAVE", save));
        await Patience.UntilAsync(() => File.Exists(Path.Combine(save, "sess_abcd1234567890efgh")), "the session to be begun");
        pools.Visit(session, parameters: ("SAVE", save));

        FpmPoolStatus status = await pools.UntilAsync(
            status => status.Workers.Any(worker => worker.Wait == FpmWorkerWait.SessionLock) && status.Workers.Any(worker => worker.Wait == FpmWorkerWait.Timer),
            "one to wait for the other",
            LivePools.Impatient with { IsFull = true });

        FpmWorkerStatus waiting = status.Workers.Single(worker => worker.Wait == FpmWorkerWait.SessionLock);
        Assert.Equal(Path.Combine(save, "sess_abcd***"), waiting.WaitsFor);
        Assert.Equal(status.Workers.Single(worker => worker.Wait == FpmWorkerWait.Timer).ProcessId, waiting.LockHolderProcessId);
    }

    [Fact]
    public async Task AWorkerThatWaitsForALockOfThisProcess()
    {
        using var folder = new LabDirectory();
        string path = LabDirectory.Write(folder.State, "cron.lock", "");
        File.SetUnixFileMode(path, (UnixFileMode)0x1B6);
        using FileStream held = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        FpmWorkerStatus worker = await SeenAsync($"flock(fopen('{path}', 'r+'), LOCK_EX);", FpmWorkerWait.Lock);

        Assert.Equal((path, Environment.ProcessId), (worker.WaitsFor, worker.LockHolderProcessId));
    }

    [Fact]
    public async Task AWorkerThatWaitsForAProgram()
    {
        FpmWorkerStatus worker = await SeenAsync("$p = proc_open(['cat'], [['pipe', 'r'], ['pipe', 'w']], $pipes); fread($pipes[1], 1);", FpmWorkerWait.Child, worker => worker.WaitsFor?.StartsWith("cat", StringComparison.Ordinal) == true);

        Assert.StartsWith("waits for a program cat (", worker.Activity, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWorkerThatWaitsForItsVisitor()
    {
        using LivePools pools = await LivePools.StartAsync(LivePools.Directives(1));

        // php-fpm waits five seconds for each.
        using Crowd crowd = Crowd.Before(new UnixDomainSocketEndPoint(pools.Endpoint().SocketPath!), count: 40);

        FpmPoolStatus status = await pools.UntilAsync(status => status.Activities is [{ Wait: FpmWorkerWait.Client }], "the worker to take the visitor up");

        Assert.Equal((true, 0), (status.IsFull, status.IdleProcesses));
    }

    [Fact]
    public async Task WorkersThatStandStill()
    {
        using LivePools pools = await LivePools.StartAsync(LivePools.Directives(2, ("pm.status_path", LivePools.StatusPath)));

        // One that is stopped before it became what it is to be is none yet.
        await pools.UntilAsync(status => status.IdleProcesses == 2, "both workers to be idle");
        foreach (ProcessIdentity worker in pools.Fpm.Workers)
        {
            worker.Signal(UnixSignal.Stop);
        }

        FpmPoolStatus status = await pools.UntilAsync(status => status.Activities is [{ Wait: FpmWorkerWait.Stopped, Count: 2 }], "both workers to stand still");

        Assert.Equal((FpmStatusProblem.NoAnswer, true, 0), (status.Problem, status.IsFull, status.IdleProcesses));
    }

    [Fact]
    public async Task WhatOnlyRootSeesIsSaidToBeNotSeen()
    {
        using LivePools pools = await LivePools.StartAsync(LivePools.Directives(2));
        await pools.UntilAsync(status => status.IdleProcesses == 2, "both workers to be idle");
        int[] workers = [.. pools.Fpm.Workers.Select(worker => worker.Id)];

        FpmWorkerSample sample = OrdinaryUser.Run(() => FpmWorkerSampling.Take(workers, TimeSpan.FromMilliseconds(10)));

        // An ordinary user's own php-fpm hides nothing from that user.
        FpmWorkerWait expected = LabUser.IsRoot ? FpmWorkerWait.Unknown : FpmWorkerWait.Request;
        Assert.All(sample.Workers, worker => Assert.Equal((ProcessState.Sleeping, expected), (worker.State, worker.Wait)));
        Assert.All(sample.Workers, worker => Assert.True(worker.ProcessorTime is not null && worker.StartTime is not null));
        Assert.Equal(
            LabUser.IsRoot ? ["what 2 of the workers wait for"] : [],
            sample.NotSeen.Select(gap => gap.What));
    }

    private static async Task<FpmWorkerStatus> SeenAsync(string code, FpmWorkerWait wait, Func<FpmWorkerStatus, bool>? isWanted = null)
    {
        using LivePools pools = await LivePools.StartAsync(LivePools.Directives(1));
        pools.Visit("ignore_user_abort(false); " + code);
        FpmPoolStatus? last = null;
        try
        {
            last = await pools.UntilAsync(
                status => (last = status).Workers is [var worker] && worker.Wait == wait && (isWanted is null || isWanted(worker)),
                wait.ToString(),
                LivePools.Impatient with { IsFull = true });
        }
        catch (LabException failure)
        {
            throw new LabException(string.Create(CultureInfo.InvariantCulture, $"{failure.Message} It was: {string.Join(", ", last!.Workers.Select(worker => $"{worker.Wait} {worker.WaitsFor} {worker.WaitChannel} {worker.ProcessorShare}"))}"));
        }

        return last.Workers[0];
    }
}
