using System.Diagnostics;
using Nginx502.Inspection;
using Nginx502.Lab;
using Nginx502.Linux;

namespace Nginx502.IntegrationTests.Discovery;

/// <summary>Running masters are seen as they were started, whatever their titles leave out.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class MasterTests : IDisposable
{
    private readonly LabDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task OddOptionsOfNginxAreSeenWhole()
    {
        string prefix = Path.Combine(_directory.Path, "my  prefix");
        Directory.CreateDirectory(prefix + "/my conf");
        Directory.CreateDirectory(prefix + "/logs");
        WriteNginx(prefix + "/my conf/n.conf");
        string[] arguments = ["-p", prefix, "-c", "my conf/n.conf", "-g", "daemon off;  worker_processes 1; # -c x", "-e", "logs/my early.log"];
        using StartedServer nginx = await StartedServer.StartAsync(LabProgram.Nginx, arguments);

        NginxInstance instance = Find(nginx);

        Assert.True(instance.CommandLine!.IsExact);
        Assert.Equal(("my conf/n.conf", prefix, "logs/my early.log", "daemon off;  worker_processes 1; # -c x"), (instance.CommandLine.ConfigurationPath, instance.CommandLine.Prefix, instance.CommandLine.ErrorLog, instance.CommandLine.Directives));
        Assert.Equal((prefix + "/my conf/n.conf", prefix, prefix + "/my conf"), (instance.ConfigurationPath, instance.Prefix, instance.ConfigurationPrefix));
        NginxMaster master = instance.Master!;
        Assert.Equal((LabProgram.Nginx, false, false), (master.ExecutablePath!, master.IsExecutableDeleted, master.IsElsewhere));
        Assert.Equal(instance.Build!.Version, master.Version);
        Assert.Equal(prefix + "/logs/my early.log", master.ErrorLogPath);
        Assert.Empty(master.NotSeen);
        GatewayWorker worker = Assert.Single(master.Workers);
        Assert.Equal(LabUser.ForWorkers?.Name ?? Environment.UserName, worker.User);
        Assert.True(instance.IsOurs);
    }

    [Fact]
    public async Task TheOptionsOfNginxStayTheSameAfterAReload()
    {
        WriteNginx(_directory.Configuration + "/n.conf");
        using StartedServer nginx = await StartedServer.StartAsync(LabProgram.Nginx, ["-p", _directory.Path, "-c", "conf/n.conf", "-e", "stderr", "-g", "daemon off;"]);
        int before = Assert.Single(Find(nginx).Master!.Workers).ProcessId;

        nginx.Identity.Signal(UnixSignal.Hangup);
        await Patience.UntilAsync(() => Find(nginx).Master!.Workers is [var worker] && worker.ProcessId != before, "another worker");

        NginxInstance instance = Find(nginx);
        Assert.Equal("daemon off;", instance.CommandLine!.Directives);
        Assert.Equal(_directory.Configuration + "/n.conf", instance.ConfigurationPath);
    }

    [Fact]
    public async Task OddOptionsOfPhpFpmAreSeenWholeWithItsEnvironment()
    {
        string configuration = WriteFpm("my fpm.conf");
        string scan = Path.Combine(_directory.Path, "ini");
        Directory.CreateDirectory(scan);
        Dictionary<string, string> environment = new() { ["PHP_INI_SCAN_DIR"] = scan, ["PATH"] = "/usr/bin:/bin", ["ODD"] = "a=b c", ["EMPTY"] = "" };
        string[] arguments = ["--nodaemonize", "-y", "conf/my fpm.conf", "-p", _directory.Path, "-d", "memory_limit = 64M", "-d", "session.save_path=tcp://x", "-n"];
        using StartedServer fpm = await StartedServer.StartAsync(LabProgram.PhpFpm[0], arguments, environment, _directory.Path);

        FpmInstance instance = FindFpm(fpm);

        Assert.Equal((configuration, _directory.Path), (instance.ConfigurationPath, instance.Prefix));
        Assert.Equal(("conf/my fpm.conf", _directory.Path, true), (instance.CommandLine!.ConfigurationPath, instance.CommandLine.Prefix, instance.CommandLine.IsWithoutPhpIni));
        Assert.Equal(["memory_limit = 64M", "session.save_path=tcp://x"], instance.CommandLine.Definitions);
        FpmMaster master = instance.Master!;
        Assert.Equal(["memory_limit = 64M", "session.save_path=***"], master.Definitions);
        Assert.Empty(master.NotSeen);
        Assert.Null(master.PhpIniPath);
        Assert.Equal(instance.Build!.Version, master.Version);
        Assert.All(master.Workers, worker => Assert.Equal("www", worker.Pool));
        Assert.Equal(
            environment.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal),
            instance.Environment!.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task PhpFpmStartedAnewByItselfIsSeenAsBefore()
    {
        WriteFpm("fpm.conf");
        using StartedServer fpm = await StartedServer.StartAsync(LabProgram.PhpFpm[0], ["-F", "-y", _directory.Configuration + "/fpm.conf", "-d", "a.b=c"]);
        FpmInstance before = FindFpm(fpm);
        int[] workers = [.. before.Master!.Workers.Select(worker => worker.ProcessId)];

        fpm.Identity.Signal(UnixSignal.User2);
        await Patience.UntilAsync(() => TryFindFpm(fpm)?.Master!.Workers is { Count: > 0 } now && !now.Any(worker => workers.Contains(worker.ProcessId)), "other workers");

        FpmInstance instance = FindFpm(fpm);
        Assert.Equal(["a.b=c"], instance.CommandLine!.Definitions);
        Assert.Equal(before.Master.ProcessId, instance.Master!.ProcessId);
        Assert.DoesNotContain(instance.Master.NotSeen, gap => gap.What.Contains("options", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatIsInstalledAndDoesNotRunIsFoundBesideWhatRuns()
    {
        FpmBuild build = FpmBuild.Read(FileTree.Host, LabProgram.PhpFpm[0], out _)!;
        Assert.True(File.Exists(build.ConfigurationPath), build.ConfigurationPath);
        WriteFpm("fpm.conf");
        using StartedServer fpm = await StartedServer.StartAsync(LabProgram.PhpFpm[0], ["-F", "-y", _directory.Configuration + "/fpm.conf"]);

        IReadOnlyList<FpmInstance> instances = GatewayDiscovery.FindFpm().Instances;

        Assert.Contains(instances, instance => instance.Master?.ProcessId == fpm.ProcessId);
        FpmInstance installed = Assert.Single(instances, instance => instance.IsOurs && instance.ConfigurationPath == build.ConfigurationPath);
        Assert.Null(installed.Master);
        Assert.All(GatewayReader.ReadFpm(GatewayTarget.ThisMachine).Readings.Single(reading => reading.Instance.IsOurs && reading.Configuration.Path == build.ConfigurationPath).Configuration.Pools, pool => Assert.False(pool.IsRunning));
    }

    [Fact]
    public async Task AProcessThatOnlyCallsItselfAMasterDoesNotCount()
    {
        // Anybody can name a process so; this program lies where others than root can write.
        string program = Path.Combine(_directory.Path, "php-fpm");
        File.Copy("/usr/bin/perl", program);
        File.SetUnixFileMode(program, (UnixFileMode)0x1FF);
        string configuration = LabDirectory.Write(_directory.Configuration, "x.conf", "");
        ProcessStartInfo start = new(program, ["-e", $"$0 = 'php-fpm: master process ({configuration})'; $| = 1; print 'named'; sleep 1000"]) { RedirectStandardOutput = true };
        using Process impostor = Process.Start(start)!;
        try
        {
            Assert.Equal('n', impostor.StandardOutput.Read());

            FpmInstanceSearch all = GatewayDiscovery.FindFpm();
            FpmInstance named = Assert.Single(GatewayDiscovery.FindFpm(configuration).Instances);

            Assert.Equal(!LabUser.IsRoot, all.Instances.Any(instance => instance.Master?.ProcessId == impostor.Id));
            Assert.Equal(LabUser.IsRoot, all.Notes.Any(note => note.StartsWith($"Process {impostor.Id} calls itself a php-fpm master", StringComparison.Ordinal)));
            Assert.Equal(impostor.Id, named.Master!.ProcessId);
            await Task.CompletedTask;
        }
        finally
        {
            impostor.Kill();
            impostor.WaitForExit();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AProcessThatOnlyCallsItselfNginxDoesNotCount(bool isNamedNginx)
    {
        // A program of that name lies where others than root can write; perl is root's own, and no nginx.
        string program = isNamedNginx ? Path.Combine(_directory.Path, "nginx") : "/usr/bin/perl";
        if (isNamedNginx)
        {
            File.Copy("/usr/bin/perl", program);
            File.SetUnixFileMode(program, (UnixFileMode)0x1FF);
        }

        string configuration = LabDirectory.Write(_directory.Configuration, "x.conf", "events { }");
        ProcessStartInfo start = new(program, ["-e", $"$0 = 'nginx: master process /usr/sbin/nginx -c {configuration}'; $| = 1; print 'named'; sleep 1000"]) { RedirectStandardOutput = true };
        using Process impostor = Process.Start(start)!;
        try
        {
            Assert.Equal('n', impostor.StandardOutput.Read());

            NginxInstanceSearch all = GatewayDiscovery.FindNginx();

            bool isBelieved = isNamedNginx && !LabUser.IsRoot;
            Assert.Equal(isBelieved, all.Instances.Any(instance => instance.Master?.ProcessId == impostor.Id));
            Assert.Equal(!isBelieved, all.Notes.Any(note => note.StartsWith($"Process {impostor.Id} calls itself an nginx master", StringComparison.Ordinal)));
        }
        finally
        {
            impostor.Kill();
            impostor.WaitForExit();
        }
    }

    [Fact]
    public async Task WhatAnotherUserRunsIsReadAndNeverLoadedByRoot()
    {
        // It may name any module: nginx -t as root would load it.
        string configuration = LabDirectory.Write(_directory.Configuration, "n.conf", $$"""
            pid {{_directory.State}}/nginx.pid;
            events { }
            http {
                access_log off;
                client_body_temp_path {{_directory.State}}/body; fastcgi_temp_path {{_directory.State}}/fastcgi; proxy_temp_path {{_directory.State}}/proxy;
                uwsgi_temp_path {{_directory.State}}/uwsgi; scgi_temp_path {{_directory.State}}/scgi;
                server { listen 127.0.0.1:{{FreePort.Tcp()}}; }
            }
            """);
        string[] arguments = [LabProgram.Nginx, "-c", configuration, "-e", "stderr", "-g", "daemon off;"];
        string[] asUser = LabUser.ForWorkers is { } user ? ["/usr/bin/setpriv", "--reuid", user.Name, "--regid", user.Group, "--clear-groups"] : ["/usr/bin/env"];
        using StartedServer nginx = await StartedServer.StartAsync(asUser[0], [.. asUser[1..], .. arguments]);

        NginxInstance instance = Find(nginx);
        ConfigurationCheck check = NginxCheck.Run(instance, new ConfigurationCheckOptions { ConfigurationFiles = [configuration] });

        Assert.Equal(configuration, instance.ConfigurationPath);
        Assert.False(check.WasRun);
        Assert.Contains(LabUser.IsRoot ? "its master is not root's" : "CAP_SYS_ADMIN", check.NotSeen[0].Reason, StringComparison.Ordinal);
    }

    private void WriteNginx(string path) => File.WriteAllText(path, $$"""
        {{(LabUser.ForWorkers is { } user ? $"user {user.Name} {user.Group};" : "")}}
        pid {{_directory.Run}}/nginx.pid;
        error_log {{_directory.Logs}}/error.log;
        events { }
        http {
            access_log off;
            client_body_temp_path {{_directory.Path}}/body; fastcgi_temp_path {{_directory.Path}}/fastcgi; proxy_temp_path {{_directory.Path}}/proxy;
            uwsgi_temp_path {{_directory.Path}}/uwsgi; scgi_temp_path {{_directory.Path}}/scgi;
            server { listen 127.0.0.1:{{FreePort.Tcp()}}; }
        }
        """);

    private string WriteFpm(string name) => LabDirectory.Write(
        _directory.Configuration, name, $"[global]\nerror_log = {_directory.Logs}/fpm.log\npid = {_directory.Run}/fpm.pid\n" + new Lab.FpmPool("www", _directory.Run + "/fpm.sock").Render());

    private static NginxInstance Find(StartedServer server) =>
        Assert.Single(GatewayDiscovery.FindNginx().Instances, instance => instance.Master?.ProcessId == server.ProcessId);

    private static FpmInstance FindFpm(StartedServer server) =>
        Assert.Single(GatewayDiscovery.FindFpm().Instances, instance => instance.Master?.ProcessId == server.ProcessId);

    private static FpmInstance? TryFindFpm(StartedServer server) =>
        GatewayDiscovery.FindFpm().Instances.FirstOrDefault(instance => instance.Master?.ProcessId == server.ProcessId);
}
