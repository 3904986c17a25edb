using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection.Gateway;

/// <summary>What matters of an nginx and a php-fpm beside upstreams and pools, as files and the search for masters tell it.</summary>
public sealed class FactsReaderTests : IDisposable
{
    private static readonly BootReader NoBoot = new(isSystemd: false, CancellationToken.None);

    private readonly GatewayTree _tree = GatewayTree.Pair();

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("user www-data;", "www-data", "www-data sockets")]
    [InlineData("user www-data shop;", "www-data", "shop www-data sockets")]
    [InlineData("user www-data nogroup;", "www-data", "www-data sockets")]
    [InlineData("user shop;", "shop", "shop")]
    [InlineData("user nobody-here;", null, "")]
    [InlineData("", null, "")]
    public void Without_workers_nginxs_user_is_the_configured_one(string line, string? user, string groups)
    {
        _tree.Write(GatewayTree.NginxPath, line + " events { } http { }");

        NginxFacts facts = NginxFactsReader.Of(_tree.Nginx(), NoBoot);

        Assert.Equal((user, groups, false), (facts.UserName, string.Join(' ', facts.GroupNames), facts.IsWorkerSeen));
        Assert.Equal((null, null, null), (facts.ProcessId, facts.LoadedAt, facts.Boot));
    }

    [Theory]
    [InlineData("worker_processes 4;", 4)]
    [InlineData("", 1)]
    [InlineData("worker_processes auto;", null)]
    public void The_workers_of_a_copy_are_counted_by_its_lines(string line, int? expected)
    {
        _tree.Write(GatewayTree.NginxPath, line + " events { } http { }");

        Assert.Equal(expected, NginxFactsReader.Of(_tree.Nginx(), NoBoot).WorkerCount);
    }

    [Fact]
    public void A_live_worker_tells_whose_rights_it_has_and_when_the_files_were_loaded()
    {
        DateTime start = DateTime.Now.AddHours(1);
        var master = new NginxMaster(7, start.AddDays(-9), 1, null, false, null, GatewayTree.NginxPath, "/", "/etc/nginx", string.Empty, "stderr", _tree.RootPath, [Worker(8, start), Worker(9, start.AddMinutes(5))], []);
        File.SetLastWriteTime(_tree.PathHere(GatewayTree.NginxPath), start.AddMinutes(1));
        NginxReading reading = _tree.Nginx();

        NginxFacts facts = NginxFactsReader.Of(reading with { Instance = reading.Instance with { Master = master } }, NoBoot);

        Assert.Equal((7, "shop", "sockets,33", true, 2), (facts.ProcessId, facts.UserName, string.Join(',', facts.GroupNames.Select(name => name == "www-data" ? "33" : name)), facts.IsWorkerSeen, facts.WorkerCount));
        Assert.Equal(start, facts.LoadedAt);
        Assert.Equal(GatewayTree.NginxPath, Assert.Single(facts.ChangedFiles).Path);
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData("max_execution_time = 120", 120)]
    [InlineData("max_execution_time = 0", 0)]
    [InlineData("max_execution_time = many", 0)]
    public void The_time_limit_is_that_of_php_ini(string? line, int seconds)
    {
        _tree.Write("/etc/php/8.2/fpm/php.ini", line ?? "; nothing");

        Assert.Equal(TimeSpan.FromSeconds(seconds), Facts("/etc/php/8.2/fpm").MaxExecutionTime);
    }

    [Theory]
    [InlineData("-d max_execution_time=9", 9)]
    [InlineData("-d max_execution_time=9 -d max_execution_time=\"11\"", 11)]
    [InlineData("-n", 30)]
    [InlineData("-n -d max_execution_time=9", 9)]
    [InlineData("-d max_execution_time_x=9", 120)]
    public void What_the_command_line_says_comes_last(string options, int seconds)
    {
        _tree.Write("/etc/php/8.2/fpm/php.ini", "max_execution_time = 120");

        Assert.Equal(TimeSpan.FromSeconds(seconds), Facts("/etc/php/8.2/fpm", FpmCommandLine.Parse(["php-fpm", .. options.Split(' ')])).MaxExecutionTime);
    }

    [Fact]
    public void Files_of_the_scan_directory_that_the_environment_names_are_read()
    {
        _tree.Write("/etc/php/8.2/fpm/php.ini", "max_execution_time = 120");
        _tree.Write("/built/a.ini", "max_execution_time = 5");
        _tree.Write("/own/a.ini", "max_execution_time = 7");

        Assert.Equal(TimeSpan.FromSeconds(5), Facts("/etc/php/8.2/fpm", scan: "/built").MaxExecutionTime);
        Assert.Equal(TimeSpan.FromSeconds(7), Facts("/etc/php/8.2/fpm", scan: "/built", environment: ["PHP_INI_SCAN_DIR=:/own"]).MaxExecutionTime);
    }

    [Fact]
    public void Without_a_known_php_ini_the_time_limit_is_not_known()
    {
        FpmFacts facts = Facts(null);

        Assert.Equal((null, "8.2.1", GatewayTree.FpmPath, null), (facts.MaxExecutionTime, facts.PhpVersion, facts.ConfigurationPath, facts.LoadedAt));
    }

    [Theory]
    [InlineData(true, 10, "the log tells of a reload after the start")]
    [InlineData(false, -60, "without a log the oldest worker tells")]
    public void A_reload_is_told_by_the_log_else_by_the_workers(bool hasLog, int minutes, string why)
    {
        DateTime now = DateTime.Now;
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        using var log = new TemporaryLog(hasLog ? $"[{now.AddMinutes(10).ToString("dd-MMM-yyyy HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)}] NOTICE: ready to handle connections\n" : string.Empty);
        _tree.Write(GatewayTree.FpmPath, $"[global]\nerror_log = {log.Path}\ninclude = /etc/php/8.2/fpm/pool.d/*.conf\n");
        var master = new FpmMaster(7, now.AddDays(-1), 1, null, false, null, GatewayTree.FpmPath, "/usr", null, false, [], "/", [Worker(8, now.AddMinutes(-60)), Worker(9, now)], []);
        FpmReading reading = _tree.Fpm();

        FpmFacts facts = FpmFactsReader.Of(reading with { Instance = reading.Instance with { Master = master } }, NoBoot);

        Assert.True(now.AddMinutes(minutes) == facts.LoadedAt, $"{why}: {facts.LoadedAt}");
    }

    private static GatewayWorker Worker(int id, DateTime start) => new(id, start, null, "shop", 1000, "sockets", 44, [33, 44]);

    private FpmFacts Facts(string? iniDirectory, FpmCommandLine? commandLine = null, string scan = "", string[]? environment = null)
    {
        FpmReading reading = _tree.Fpm();
        var build = new FpmBuild("8.2.1", "/usr", "/etc", "/var", GatewayTree.FpmPath, iniDirectory, scan, true, true, [], true);
        return FpmFactsReader.Of(FpmReading.Of(reading.Instance with { Build = build, CommandLine = commandLine, Environment = environment }), NoBoot);
    }

    private sealed class TemporaryLog : IDisposable
    {
        public TemporaryLog(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
