using System.Runtime.Versioning;
using Nginx502.Inspection;
using Nginx502.IntegrationTests.Discovery;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Sockets;

/// <summary>An nginx with mounts, a root or a network of its own is tested from where it is. Only root can start such, and look from there.</summary>
[SupportedOSPlatform("linux")]
public sealed class PlaceTests
{
    [Fact]
    public async Task MountsThatHideTheSocketAreTold()
    {
        using TestedSite site = await TestedSite.StartAsync();
        if (!LabUser.IsRoot)
        {
            site.Pass();
            return;
        }

        // As under systemd's PrivateTmp.
        site.Site.Nginx.Stop();
        using StartedServer nginx = await StartAsync(site, $"mount -t tmpfs tmpfs {site.Site.Directory.Run}", "-m");

        FpmSocketTestResult result = site.Fail(FpmSocketRungKind.Exists, Errno.ENOENT, "nginx sees files of its own");
        Assert.Equal($"/proc/{nginx.Identity.Children()[0].Id}/root", result.Facts.Client!.RootPath);
    }

    [Fact]
    public async Task MountsThatShowTheSocketPass()
    {
        using TestedSite site = await TestedSite.StartAsync();
        if (!LabUser.IsRoot)
        {
            site.Pass();
            return;
        }

        site.Site.Nginx.Stop();
        using StartedServer nginx = await StartAsync(site, $"mount -t tmpfs tmpfs {site.Site.Directory.State}", "-m");
        site.Pass();
    }

    [Fact]
    public async Task ASocketInAnotherRootIsReachedThere()
    {
        using TestedSite site = await TestedSite.StartAsync();
        if (!LabUser.IsRoot)
        {
            site.Pass();
            return;
        }

        site.Site.Nginx.Stop();
        string root = Directory.CreateDirectory(Path.Combine(site.Site.Directory.Path, "root")).FullName;
        string text = (await File.ReadAllTextAsync(site.Site.Nginx.ConfigurationPath)).Replace(site.Site.Directory.Path, "/lab", StringComparison.Ordinal);
        string source = LabDirectory.Write(site.Site.Directory.Configuration, "inside.conf", text.Replace($"user {LabUser.ForWorkers!.Name} {LabUser.ForWorkers.Group};", "user webber webbers;", StringComparison.Ordinal));
        string script = $"""
            mount -t tmpfs -o mode=755 tmpfs {root} && cd {root} && mkdir usr etc dev proc tmp lab lab/log lab/run lab/www && mount --bind /usr usr && mount --bind /dev dev && mount -t proc proc proc &&
            mount --bind {site.Site.Directory.Run} lab/run && ln -s usr/lib lib && ln -s usr/lib64 lib64 && ln -s usr/bin bin && ln -s usr/sbin sbin && mkdir etc/nginx && cp {source} etc/nginx/nginx.conf &&
            echo 'root:x:0:0::/:/bin/sh' > etc/passwd && echo 'webber:x:{LabUser.ForWorkers.UserId}:{LabUser.ForWorkers.GroupId}::/:/bin/sh' >> etc/passwd && echo 'webbers:x:{LabUser.ForWorkers.GroupId}:' > etc/group &&
            cp -L /etc/ld.so.cache etc/ 2>/dev/null; exec chroot {root} {LabProgram.Nginx} -e stderr -c /etc/nginx/nginx.conf -g 'daemon off;'
            """;
        using StartedServer nginx = await StartedServer.StartAsync("/usr/bin/unshare", ["-m", "sh", "-c", script]);

        FpmSocketTestResult passed = TestFrom(nginx);
        Assert.True(passed.Passed, string.Join('\n', passed.Rungs) + passed.Explanation);
        Assert.Equal(("unix:/lab/run/php-fpm.sock", "webber"), (passed.Endpoint.ToString(), passed.AsUser));
        Assert.Equal(site.Site.Fpm.ProcessId, passed.ProcessId);

        File.Delete(site.SocketPath);
        Assert.Equal(FpmSocketRungKind.Exists, TestFrom(nginx).FailedRung);
    }

    [Fact]
    public async Task ANetworkOfItsOwnIsEntered()
    {
        using TestedSite site = await TestedSite.StartAsync(usesTcp: true);
        if (!LabUser.IsRoot)
        {
            site.Pass();
            return;
        }

        site.Site.Nginx.Stop();
        using (StartedServer alone = await StartAsync(site, "ip link set lo up", "-n"))
        {
            FpmSocketTestResult refused = site.Fail(FpmSocketRungKind.Listening, Errno.ECONNREFUSED, "in the network namespace of nginx");
            Assert.True(refused.Facts.Client!.HasOtherNetwork);
        }

        // php-fpm in the same network: from here nothing listens on that port.
        site.Site.Fpm.Stop();
        string pid = Path.Combine(site.Site.Directory.Run, "php-fpm.pid");
        await File.WriteAllTextAsync(site.Site.Fpm.ConfigurationPath, (await File.ReadAllTextAsync(site.Site.Fpm.ConfigurationPath)).Replace("daemonize = no", "daemonize = yes", StringComparison.Ordinal));
        using StartedServer together = await StartAsync(site, $"ip link set lo up && {LabProgram.PhpFpm[0]} -n -y {site.Site.Fpm.ConfigurationPath}", "-n");
        ProcessIdentity fpm = ProcessIdentity.Of(int.Parse(await File.ReadAllTextAsync(pid), System.Globalization.CultureInfo.InvariantCulture))!.Value;
        try
        {
            FpmSocketTestResult passed = site.Pass();
            Assert.Equal((fpm.Id, "www"), (passed.ProcessId, passed.Pool));
            Assert.NotNull(passed.QueueLimit);
        }
        finally
        {
            fpm.Signal(UnixSignal.Terminate);
            await Patience.UntilAsync(() => !fpm.IsAlive, "php-fpm to end");
        }
    }

    [Fact]
    public async Task ASocketThatWasMadeInAnotherNetworkIsKnownWithItsQueue()
    {
        using TestedSite site = await TestedSite.StartAsync(new() { ["listen.backlog"] = "37" });
        if (!LabUser.IsRoot)
        {
            site.Pass();
            return;
        }

        site.Site.Fpm.Stop();
        using StartedServer fpm = await StartedServer.StartAsync("/usr/bin/unshare", ["-n", LabProgram.PhpFpm[0], "-n", "-F", "-y", site.Site.Fpm.ConfigurationPath]);

        FpmSocketTestResult result = site.Pass();
        Assert.Equal((fpm.ProcessId, 37L), (result.ProcessId, result.QueueLimit));
    }

    [Fact]
    public async Task WithoutRootWhatIsNotSeenIsSaid()
    {
        using TestedSite site = await TestedSite.StartAsync();
        string typed = $"Test-FpmSocket -NginxConfigPath {BuiltShell.Quote(site.Site.Nginx.ConfigurationPath)} -FpmConfigPath {BuiltShell.Quote(site.Site.Fpm.ConfigurationPath)}";
        if (!LabUser.IsRoot)
        {
            Assert.True((await BuiltShell.RunAsync(typed)).Objects.Single().GetProperty("Passed").GetBoolean());
            return;
        }

        File.SetUnixFileMode(site.SocketPath, (UnixFileMode)0b110_110_110);
        ShellObjects open = await BuiltShell.RunAsAsync("nobody", typed);
        Assert.True(open.Objects.Count == 1, open.Errors);
        Assert.True(open.Objects[0].GetProperty("Passed").GetBoolean(), open.Objects[0].ToString());
        Assert.Contains("only root can ask the kernel", open.Objects[0].GetProperty("Rungs").ToString(), StringComparison.Ordinal);
        Assert.Contains("Run it as root.", open.Errors, StringComparison.Ordinal);

        File.SetUnixFileMode(site.Site.Directory.Run, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        ShellObjects closed = await BuiltShell.RunAsAsync("nobody", typed);
        Assert.Equal("Reachable", closed.Objects.Single().GetProperty("FailedRung").GetString());
    }

    private static Task<StartedServer> StartAsync(TestedSite site, string before, string namespaces) => StartedServer.StartAsync(
        "/usr/bin/unshare",
        [namespaces, "sh", "-c", $"{before} && exec {LabProgram.Nginx} -p {site.Site.Directory.Path}/ -c {site.Site.Nginx.ConfigurationPath} -e stderr -g 'daemon off;'"]);

    private static FpmSocketTestResult TestFrom(StartedServer server)
    {
        NginxReading[] nginx = [.. GatewayDiscovery.FindNginx().Instances.Where(instance => instance.Master?.ProcessId == server.ProcessId).Select(NginxReading.Of)];
        return FpmSocketJudgement.Judge(Assert.Single(FpmSocketSurvey.Look(FpmSocketSurvey.EndpointsInUse(nginx, []), nginx, [], new FpmSocketOptions { Timeout = Patience.Limit })));
    }
}
