namespace Nginx502.UnitTests.Nginx.MainLevel;

public sealed class MainSettingsTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        NginxMainSettings settings = Read("""
            user www-data;
            worker_processes auto;
            pid /run/nginx.pid;
            load_module modules/a.so;
            load_module modules/b.so;
            worker_rlimit_nofile 65535;
            worker_shutdown_timeout 1m;
            events { worker_connections 4096; }
            """);

        Assert.Equal(("www-data", "www-data"), (settings.User, settings.Group));
        Assert.Null(settings.WorkerProcesses);
        Assert.Equal("/run/nginx.pid", settings.PidPath);
        Assert.Equal(["modules/a.so", "modules/b.so"], settings.LoadedModules);
        Assert.Equal((65535L, 4096), (settings.WorkerRlimitNofile!.Value, settings.WorkerConnections));
        Assert.Equal(TimeSpan.FromMinutes(1), settings.WorkerShutdownTimeout);
        Assert.Equal(("worker_connections", 8), (settings.Settings[^1].Name, settings.Settings[^1].LineNumber!.Value));
    }

    [Fact]
    public void What_is_not_written_is_built_in()
    {
        NginxMainSettings settings = Read("events { }");

        Assert.Null(settings.User);
        Assert.Equal((1, 512), (settings.WorkerProcesses!.Value, settings.WorkerConnections));
        Assert.Null(settings.WorkerRlimitNofile);
        Assert.Null(settings.PidPath);
        Assert.Empty(settings.Settings);
    }

    [Fact]
    public void A_group_of_its_own_is_told() => Assert.Equal("web", Read("user nginx web; worker_processes 4;").Group);

    private static NginxMainSettings Read(string text)
    {
        using var tree = new TemporaryTree();
        tree.Write("/nginx.conf", text);
        return tree.Read().MainSettings;
    }
}
