using Nginx502.Inspection;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Discovery;

/// <summary>Masters with other mounts or another root than ours are seen as they are. Only root can start such.</summary>
public sealed class NamespaceTests : IDisposable
{
    private readonly LabDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task AMasterWithMountsOfItsOwnIsReadAndCheckedInThem()
    {
        // As under systemd's PrivateTmp: the same root, and a directory that only the master sees.
        string hidden = Path.Combine(_directory.Path, "private");
        Directory.CreateDirectory(hidden);
        string configuration = hidden + "/nginx.conf";
        string source = LabDirectory.Write(_directory.Configuration, "source.conf", Configuration(_directory.Path, FreePort.Tcp()));
        string script = $"mount -t tmpfs tmpfs {hidden} && cp {source} {configuration} && exec {LabProgram.Nginx} -e stderr -c {configuration} -g 'daemon off;'";
        if (!LabUser.IsRoot)
        {
            await AssertOnlyRootCanAsync(script);
            return;
        }

        using StartedServer nginx = await StartedServer.StartAsync("/usr/bin/unshare", ["-m", "sh", "-c", script]);
        NginxInstance instance = Find(nginx);

        Assert.Equal(($"/proc/{nginx.ProcessId}/root", configuration, true), (instance.Files.RootPath, instance.ConfigurationPath, instance.IsOurs));
        Assert.Equal(await File.ReadAllTextAsync(source), instance.Files.ReadText(configuration, out _));
        Assert.False(File.Exists(configuration));
        ConfigurationCheck good = NginxCheck.Run(instance);
        Assert.True(good.Passed, good.Output + string.Join('\n', good.NotSeen));
        ConfigurationCheck bad = NginxCheck.Run(instance, new ConfigurationCheckOptions { StagedFiles = new Dictionary<string, byte[]?> { [configuration] = "nonsense;"u8.ToArray() } });
        Assert.Equal(configuration, Assert.Single(bad.Diagnostics).Path);
    }

    [Fact]
    public async Task FilesThatAMasterWithMountsOfItsOwnSharesAreChangedWhereTheyLie()
    {
        // As under systemd's PrivateTmp: a directory of its own somewhere else, and the configuration that everybody sees.
        string hidden = Directory.CreateDirectory(Path.Combine(_directory.Path, "private")).FullName;
        string text = Configuration(_directory.Path, FreePort.Tcp()).Replace("server { ", "server { server_name shop.example; location / { fastcgi_pass unix:/run/none.sock; } ", StringComparison.Ordinal);
        string configuration = LabDirectory.Write(_directory.Configuration, "nginx.conf", text);
        string script = $"mount -t tmpfs tmpfs {hidden} && exec {LabProgram.Nginx} -e stderr -c {configuration} -g 'daemon off;'";
        if (!LabUser.IsRoot)
        {
            await AssertOnlyRootCanAsync(script);
            return;
        }

        string state = Directory.CreateDirectory($"/var/lib/nginx502-test-{Guid.NewGuid():N}").FullName;
        try
        {
            using StartedServer nginx = await StartedServer.StartAsync("/usr/bin/unshare", ["-m", "sh", "-c", script]);
            Shell.ShellObjects changed = await Shell.BuiltShell.RunAsync(
                $"Set-NginxUpstreamTuning shop.example / -ReadTimeout 77 -NginxConfigPath {configuration} -Reload -Confirm:$false -PassThru", state);

            Assert.True(changed.ExitCode == 0, changed.Errors);
            System.Text.Json.JsonElement change = Assert.Single(changed.Objects);
            Assert.True(change.GetProperty("IsReloaded").GetBoolean());
            Assert.True(change.GetProperty("Check").GetProperty("IsTestedBeforehand").GetBoolean());
            Assert.Contains("fastcgi_read_timeout 77s;", await File.ReadAllTextAsync(configuration), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    [Fact]
    public async Task AMasterInAnotherRootIsFoundAndReadButNeverRun()
    {
        string root = Path.Combine(_directory.Path, "root");
        Directory.CreateDirectory(root);
        string source = LabDirectory.Write(_directory.Configuration, "source.conf", Configuration("/lab", FreePort.Tcp()));
        string script = $"""
            mount -t tmpfs -o mode=755 tmpfs {root} && cd {root} && mkdir usr etc dev proc tmp lab lab/log lab/run && mount --bind /usr usr && mount --bind /dev dev && mount -t proc proc proc &&
            ln -s usr/lib lib && ln -s usr/lib64 lib64 && ln -s usr/bin bin && ln -s usr/sbin sbin && mkdir etc/nginx && cp {source} etc/nginx/real.conf && ln -s /etc/nginx/real.conf etc/nginx/nginx.conf &&
            echo 'root:x:0:0::/:/bin/sh' > etc/passwd && echo 'webber:x:{LabUser.ForWorkers?.UserId}:{LabUser.ForWorkers?.GroupId}::/:/bin/sh' >> etc/passwd && echo 'webbers:x:{LabUser.ForWorkers?.GroupId}:' > etc/group &&
            sed -i 's/^user .*;$/user webber webbers;/' etc/nginx/real.conf && cp -L /etc/ld.so.cache etc/ 2>/dev/null; exec chroot {root} {LabProgram.Nginx} -e stderr -c /etc/nginx/nginx.conf -g 'daemon off;'
            """;
        if (!LabUser.IsRoot)
        {
            await AssertOnlyRootCanAsync(script);
            return;
        }

        using StartedServer nginx = await StartedServer.StartAsync("/usr/bin/unshare", ["-m", "sh", "-c", script]);
        NginxInstanceSearch search = GatewayDiscovery.FindNginx();
        NginxInstance instance = Find(nginx);

        Assert.Equal(($"/proc/{nginx.ProcessId}/root", "/etc/nginx/nginx.conf", false), (instance.Master!.RootPath, instance.ConfigurationPath, instance.IsOurs));
        Assert.True(instance.Master.IsElsewhere);
        Assert.Contains("pid /lab/run/nginx.pid;", instance.Files.ReadText("/etc/nginx/nginx.conf", out _), StringComparison.Ordinal);
        Assert.Equal("webber", instance.Master.WorkerUser);
        Assert.Equal(NginxBuild.Read(LabProgram.Nginx, out _)!.Version, instance.Master.Version);
        Assert.Contains(search.LookedAt, place => place.Contains($"(of {nginx.ProcessId}): there", StringComparison.Ordinal));
        Assert.False(NginxCheck.Run(instance).WasRun);
    }

    private static string Configuration(string lab, int port) => $$"""
        {{(LabUser.ForWorkers is { } user ? $"user {user.Name} {user.Group};" : "")}}
        pid {{lab}}/run/nginx.pid;
        error_log {{lab}}/log/error.log;
        events { }
        http {
            access_log off;
            client_body_temp_path {{lab}}/body; fastcgi_temp_path {{lab}}/fastcgi; proxy_temp_path {{lab}}/proxy; uwsgi_temp_path {{lab}}/uwsgi; scgi_temp_path {{lab}}/scgi;
            server { listen 127.0.0.1:{{port}}; }
        }
        """;

    private static async Task AssertOnlyRootCanAsync(string script)
    {
        using System.Diagnostics.Process unshare = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/usr/bin/unshare", ["-m", "sh", "-c", script]) { RedirectStandardError = true })!;
        await unshare.WaitForExitAsync();
        Assert.NotEqual(0, unshare.ExitCode);
    }

    private static NginxInstance Find(StartedServer server) =>
        Assert.Single(GatewayDiscovery.FindNginx().Instances, instance => instance.Master?.ProcessId == server.ProcessId);
}
