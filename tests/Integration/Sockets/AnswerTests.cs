using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Nginx502.IntegrationTests.FastCgi;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Sockets;

/// <summary>Who listens and does not answer is told with what the kernel knows, and nothing hangs.</summary>
[SupportedOSPlatform("linux")]
public sealed class AnswerTests
{
    [Fact]
    public async Task StoppedWorkersAreTold()
    {
        using TestedSite site = await TestedSite.StartAsync();
        foreach (ProcessIdentity worker in site.Site.Fpm.Workers)
        {
            worker.Signal(UnixSignal.Stop);
        }

        FpmSocketTestResult result = site.Fail(FpmSocketRungKind.Answers, null, "of 2 workers 2 stopped (state T)");

        Assert.Equal(FpmSocketRungStatus.Passed, result.Rungs.Single(rung => rung.Rung == FpmSocketRungKind.Connects).Status);
        Assert.Equal("kill -CONT " + string.Join(' ', site.Site.Fpm.Workers.Select(worker => worker.Id).Order()), result.Remedy!.Command);
    }

    [Fact]
    public async Task AStoppedMasterOfAPoolWithoutWorkersIsTold()
    {
        using TestedSite site = await TestedSite.StartAsync(new() { ["pm"] = "ondemand", ["pm.process_idle_timeout"] = "60s" });
        ProcessIdentity master = ProcessIdentity.Of(site.Site.Fpm.ProcessId)!.Value;
        master.Signal(UnixSignal.Stop);
        await Patience.UntilAsync(() => Nginx502.Linux.ProcessTable.ReadOne(Nginx502.Linux.ProcessTable.DefaultRoot, master.Id)?.State == 'T', "the master to stand still");

        FpmSocketTestResult result = site.Fail(FpmSocketRungKind.Answers, null, $"the master {master.Id} is stopped (state T), and there is no worker");

        Assert.Equal($"kill -CONT {master.Id}", result.Remedy!.Command);
    }

    [Fact]
    public async Task AListenerThatSaysNothingEndsWithTheTime()
    {
        using TestedSite site = await TestedSite.StartAsync(usesTcp: true);
        site.Site.Fpm.Stop();
        using TcpListener silent = new(IPEndPoint.Parse(site.Site.Pool.Listen));
        silent.Start();

        FpmSocketTestResult result = site.Fail(FpmSocketRungKind.Answers, null, "which is no php-fpm, and says nothing");
        Assert.Equal(Environment.ProcessId, result.ProcessId);
    }

    [Fact]
    public async Task HttpOnThePortIsNamed()
    {
        using TestedSite site = await TestedSite.StartAsync(usesTcp: true);
        site.Site.Fpm.Stop();
        using StubUpstream http = new(site.Site.Pool.Listen, "HTTP/1.1 400 Bad Request\r\n\r\n"u8);

        site.Fail(FpmSocketRungKind.Answers, null, "fastcgi_pass leads to the wrong program", timeout: Patience.Limit);
    }

    [Fact]
    public async Task APortThatIsRefusedIsTold()
    {
        using TestedSite site = await TestedSite.StartAsync(usesTcp: true);
        site.Pass();
        site.Site.Fpm.Stop();

        site.Fail(FpmSocketRungKind.Listening, Errno.ECONNREFUSED, "Nobody listens at");
    }

    [Fact]
    public async Task AClientThatIsNotAllowedIsTold()
    {
        using TestedSite site = await TestedSite.StartAsync(new() { ["listen.allowed_clients"] = "10.9.9.9" }, usesTcp: true);

        FpmSocketTestResult result = site.Test(timeout: Patience.Limit);

        Assert.Equal(FpmSocketRungKind.Answers, result.FailedRung);
        Assert.Contains("listen.allowed_clients of the pool www lets in 10.9.9.9 alone", result.Explanation, StringComparison.Ordinal);
        Assert.Contains("'listen.allowed_clients' = '10.9.9.9,127.0.0.1'", result.Remedy!.Command, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AFullQueueIsTold(bool usesTcp)
    {
        using TestedSite site = await TestedSite.StartAsync(new() { ["pm.max_children"] = "1", ["listen.backlog"] = "1" }, usesTcp);
        HeldRequest held = site.Site.Hold();
        await held.HeldByAsync();

        // Linux lets one more than the backlog wait.
        using (Crowd.Before(site.Address, 2))
        {
            FpmSocketTestResult result = site.Fail(FpmSocketRungKind.Backlog, usesTcp ? null : Errno.EAGAIN, "2 of 1 wait; 1 is the smaller of listen.backlog 1");
            Assert.Contains("of 1 worker 1", result.Explanation, StringComparison.Ordinal);
        }

        held.LetGo();
        await held.Response;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheQueueIsWhatSsShows(bool usesTcp)
    {
        using TestedSite site = await TestedSite.StartAsync(new() { ["pm.max_children"] = "1", ["listen.backlog"] = "37" }, usesTcp);
        HeldRequest held = site.Site.Hold();
        await held.HeldByAsync();
        using Crowd crowd = Crowd.Before(site.Address, 3);

        FpmSocketTestResult result = site.Test();
        held.LetGo();
        await held.Response;
        string[] line = (await Tool.RunAsync("ss", usesTcp ? "-tlnH" : "-xlnH")).Split('\n').Single(line => line.Contains(site.Site.Pool.Listen, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal((3, 37), (result.Queued, result.QueueLimit));
        Assert.Equal("37", line[usesTcp ? 2 : 3]);
    }

    [Fact]
    public async Task ManyThatHangHoldNoneOfTheOthers()
    {
        using TestedSite site = await TestedSite.StartAsync();
        string[] paths = [.. Enumerable.Range(0, 60).Select(number => Path.Combine(site.Site.Directory.Run, $"{number}.sock"))];
        Socket[] silent = [.. paths.Select(path => TestedSite.Listen(path))];
        try
        {
            FpmEndpoint[] endpoints = [.. paths.Append(site.SocketPath).Select(FpmEndpoint.Parse)];
            FpmSocketTestResult[] results = [.. FpmSocketSurvey.Look(endpoints, [], [], new FpmSocketOptions { Timeout = TimeSpan.FromSeconds(2) }).Select(FpmSocketJudgement.Judge)];

            Assert.Equal(61, results.Length);
            Assert.True(results[0].Passed, "the one that answers comes first");
            Assert.All(results.Skip(1), result => Assert.Equal(FpmSocketRungKind.Answers, result.FailedRung));
        }
        finally
        {
            Array.ForEach(silent, socket => socket.Dispose());
        }
    }
}
