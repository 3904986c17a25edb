using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Resources;

/// <summary>What real servers hold is measured, and told when it is short.</summary>
public sealed class ResourceTests
{
    [Fact]
    public async Task DescriptorsAreCountedAgainstTheLimitsOfEachProcess()
    {
        using LabSite site = await LabSite.StartAsync();

        // Of a process of its own user whoever runs this may lower the limits; of a worker's only root with every right.
        int master = site.Nginx.ProcessId;
        GatewayResource fine = Assert.Single(Measure(site), resource => resource.Resource == GatewayResourceKind.OpenFiles && resource.Subject.EndsWith($"nginx master {master}", StringComparison.Ordinal));
        int held = Directory.GetFileSystemEntries($"/proc/{master}/fd").Length;
        Assert.Equal((GatewayResourceState.Fine, held), (fine.State, (int)fine.Used!.Value));

        using Process prlimit = Process.Start("/usr/bin/prlimit", ["--pid", master.ToString(CultureInfo.InvariantCulture), $"--nofile={held}:{held}"]);
        await prlimit.WaitForExitAsync().WaitAsync(Patience.Limit);
        Assert.Equal(0, prlimit.ExitCode);
        GatewayResource full = Assert.Single(Measure(site), resource => resource.Resource == GatewayResourceKind.OpenFiles && resource.Subject.EndsWith($"nginx master {master}", StringComparison.Ordinal));

        Assert.Equal((GatewayResourceState.Exhausted, held), (full.State, (int)full.Limit!.Value));
        Assert.Contains("LimitNOFILE", full.Remedies[0].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectionsOfAWorkerAreThoseThatItHas()
    {
        using LabSite site = await LabSite.StartAsync();
        double before = Connections(site).Used!.Value;
        var visitors = new List<TcpClient>();
        try
        {
            for (int at = 0; at < 215; at++)
            {
                TcpClient visitor = new();
                visitors.Add(visitor);
                await visitor.ConnectAsync("127.0.0.1", site.Nginx.Port);
            }

            await Patience.UntilAsync(() => Connections(site).Used >= before + 215, "215 connections to be counted");
            GatewayResource many = Connections(site);

            Assert.Equal((before + 215, 256, GatewayResourceState.Warning), (many.Used!.Value, (int)many.Limit!.Value, many.State));
        }
        finally
        {
            visitors.ForEach(visitor => visitor.Dispose());
        }
    }

    [Fact]
    public async Task AQueueThatNobodyEmptiesIsToldFull()
    {
        using LabSite site = await LabSite.StartAsync(_ => new LabSiteOptions { PoolDirectives = new Dictionary<string, string> { ["listen.backlog"] = "3" } });
        ProcessIdentity[] workers = [.. site.Fpm.Workers];
        var waiting = new List<Socket>();
        try
        {
            foreach (ProcessIdentity worker in workers)
            {
                worker.Signal(UnixSignal.Stop);
            }

            await Patience.UntilAsync(() => workers.All(worker => Nginx502.Linux.ProcessTable.ReadOne("/proc", worker.Id)?.State == 'T'), "the workers to stand still");
            Assert.Equal(GatewayResourceState.Fine, Queue(site).State);

            // Linux takes one more than the limit.
            for (int at = 0; at < 4; at++)
            {
                Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                waiting.Add(socket);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(site.Pool.Listen));
            }

            GatewayResource full = Queue(site);
            Assert.Equal((4, 3, GatewayResourceState.Exhausted), ((int)full.Used!.Value, (int)full.Limit!.Value, full.State));
        }
        finally
        {
            waiting.ForEach(socket => socket.Dispose());
            foreach (ProcessIdentity worker in workers)
            {
                worker.Signal(UnixSignal.Continue);
            }
        }
    }

    [Fact]
    public async Task ThePathsThatServersWriteToAreFound()
    {
        using LabSite site = await LabSite.StartAsync();
        GatewayResourceFacts facts = Collect(site);

        string[] paths = [.. facts.FileSystems.SelectMany(system => system.Paths)];
        Assert.Contains(site.ErrorLog, paths);
        Assert.Contains(site.AccessLog, paths);
        Assert.Contains(Path.Combine(site.Directory.Path, "fastcgi"), paths);
        Assert.Contains(site.Fpm.Log, paths);
        Assert.Contains(site.Directory.Run, paths);
        FileSystemFacts system = Assert.Single(facts.FileSystems, system => system.Paths.Contains(site.ErrorLog));
        var drive = new DriveInfo(system.MountPoint);
        Assert.Equal(drive.TotalSize, system.TotalBytes);
    }

    private static GatewayResource Connections(LabSite site) => Assert.Single(Measure(site), resource => resource.Resource == GatewayResourceKind.WorkerConnections);

    private static GatewayResource Queue(LabSite site) =>
        Assert.Single(Measure(site), resource => resource.Resource == GatewayResourceKind.ListenQueue && resource.Subject.EndsWith(site.Pool.Listen, StringComparison.Ordinal));

    private static IReadOnlyList<GatewayResource> Measure(LabSite site) => ResourceJudgement.Judge(Collect(site));

    private static GatewayResourceFacts Collect(LabSite site)
    {
        var target = new GatewayTarget { NginxConfigurationPath = site.Nginx.ConfigurationPath, FpmConfigurationPath = site.Fpm.ConfigurationPath };
        return GatewayResourceCollector.Collect(GatewayReader.ReadNginx(target).Readings, GatewayReader.ReadFpm(target).Readings, TimeSpan.Zero);
    }
}
