using System.Text.Json.Nodes;
using Nginx502.Fpm;
using Nginx502.Inspection;
using Nginx502.Linux;
using Nginx502.Nginx;
using Nginx502.UnitTests.Diagnosis.Firewall;
using Nginx502.UnitTests.Diagnosis.Sockets;

namespace Nginx502.UnitTests.Diagnosis.Checklist;

/// <summary>A server of tests/data/alignment where all is well, to be changed by tests.</summary>
internal static class ChecklistWorld
{
    /// <summary>The log of php-fpm.</summary>
    public const string FpmLog = "/var/log/php8.2-fpm.log";

    /// <summary>The log of nginx.</summary>
    public const string NginxLog = "/var/log/nginx/error.log";

    private const int Master = 100;
    private const long Gibi = 1L << 30;

    /// <summary>The moment of all of it.</summary>
    public static DateTime Now { get; } = new(2026, 11, 25, 3, 30, 0, DateTimeKind.Local);

    /// <summary>nginx, which runs.</summary>
    public static GatewayService NginxService { get; } = new()
    {
        Name = "nginx",
        Program = "nginx",
        Manager = GatewayServiceManager.Systemd,
        Unit = "nginx.service",
        State = GatewayServiceState.Active,
        SubState = "running",
        UnitFileState = "enabled",
        IsEnabled = true,
        Since = Now.AddHours(-3),
        ProcessId = 70,
        WorkerCount = 2,
        ConfigurationPath = "/etc/nginx/nginx.conf",
        Time = Now,
    };

    /// <summary>php-fpm, which runs.</summary>
    public static GatewayService FpmService { get; } = NginxService with
    {
        Name = "php8.2-fpm",
        Program = "php-fpm",
        Unit = "php8.2-fpm.service",
        ProcessId = Master,
        WorkerCount = 10,
        ConfigurationPath = "/etc/php/8.2/fpm/php-fpm.conf",
    };

    /// <summary>The machine, of which nothing is short.</summary>
    public static GatewayResourceFacts Machine { get; } = new()
    {
        Time = Now,
        Processors = 4,
        Memory = new MachineMemory(8 * Gibi, 6 * Gibi, 0, 0),
        FileSystems = [Disk(100, 60, 60, 500)],
        Tasks = new MachineTasks(200, 100_000, 100_000, 2000, 1_000_000),
        Processes = [new ProcessResources("nginx", "/etc/nginx/nginx.conf", 71, false, null, "www-data", false, 20, 1024, 12, 60_000, 4, 768)],
        ListenQueues = [new ListenQueue("nginx", "/etc/nginx/nginx.conf", FpmEndpoint.Parse("0.0.0.0:80"), 0, 511)],
    };

    /// <summary>The pool, with free workers.</summary>
    public static FpmPoolStatus Pool { get; } = new()
    {
        Pool = "www",
        ConfigurationPath = "/etc/php/8.2/fpm/pool.d/www.conf",
        ProcessId = Master,
        Endpoint = SocketFacts.Unix.Endpoint,
        Time = Now,
        MaxChildren = 10,
        TotalProcesses = 10,
        IdleProcesses = 9,
        ActiveProcesses = 1,
        ListenQueue = 0,
        ListenQueueLimit = 511,
        IsFull = false,
    };

    /// <summary>The snapshot.</summary>
    public static GatewaySnapshot Healthy { get; } = new()
    {
        ComputerName = "web1",
        Time = Now,
        Since = Now.AddDays(-1),
        IsPrivileged = true,
        Configuration = Configuration("aligned"),
        Services = [NginxService, FpmService],
        Sockets = [SocketFacts.Unix],
        Pools = [Pool],
        Logs = [Log(NginxLog, isFpm: false), Log(FpmLog, isFpm: true)],
        Resources = Machine,
        Memory = MemoryOf(workers: 8, size: 20),
        Firewall = RecordedFirewall.Read("nothing") with { Listeners = [new FirewallListener("0.0.0.0", 80, true)] },
    };

    /// <summary>The same with another value of a directive of php-fpm.</summary>
    public static GatewaySnapshot With(string directive, string value)
    {
        JsonNode snapshot = JsonNode.Parse(SnapshotJson.Write(Healthy))!;
        foreach (JsonNode? setting in snapshot["Configuration"]!["Pools"]!.AsArray().SelectMany(pool => pool!["Settings"]!.AsArray().Concat(pool["GlobalSettings"]!.AsArray())))
        {
            if ((string?)setting!["Name"] == directive)
            {
                setting["Value"] = value;
            }
        }

        return SnapshotJson.Read(snapshot.ToJsonString());
    }

    /// <summary>Both programs accept their files.</summary>
    public static ConfigurationTestResult[] Accepted { get; } = [Test("nginx", "/etc/nginx/nginx.conf"), Test("php-fpm", "/etc/php/8.2/fpm/php-fpm.conf")];

    /// <summary>A file system.</summary>
    public static FileSystemFacts Disk(int total, int free, int available, int usedInodes) =>
        new("/", "ext4", ["/var/log"], ["logs"], total * Gibi, free * Gibi, available * Gibi, 1000, 1000 - usedInodes, false);

    /// <summary>A log that can be read.</summary>
    public static WrittenLog Log(string path, bool isFpm) => new() { Path = path, IsFpm = isFpm, Presence = LogPresence.Readable };

    /// <summary>What a program said of its files.</summary>
    public static ConfigurationTestResult Test(string program, string path, bool passed = true, bool isAsked = true, params ConfigurationDiagnostic[] diagnostics) => new(
        passed, program, path, 70, "1", isAsked, isAsked ? $"/usr/sbin/{program} -t" : null, diagnostics, isAsked ? [] : [new NotSeen("what it says", "only root can", "Run it as root.")], string.Empty, TimeSpan.Zero);

    /// <summary>Errors of nginx.</summary>
    public static ErrorEvidence Error(Symptom symptom, int? status, int count, DateTime last) =>
        new(symptom, status, "fastcgi://unix:/run/php/php8.2-fpm.sock:", SocketFacts.Unix.Endpoint, "shop.example", count, last.AddSeconds(-count), last, [new LogExcerpt(NginxLog, 7, last, "connect() failed")]);

    /// <summary>Events of php-fpm.</summary>
    public static FpmEventEvidence Event(FpmLogEvent kind, DateTime last) => new(kind, "www", null, null, 1, last, last, [new LogExcerpt(FpmLog, 3, last, "a line")]);

    /// <summary>The memory of the pool's workers, in MB each.</summary>
    public static FpmMemoryFacts MemoryOf(int workers, int size)
    {
        const long megabyte = 1024 * 1024;
        FpmWorkerMemory[] all =
        [
            .. Enumerable.Range(0, workers).Select(index => new FpmWorkerMemory(
                Master + 1 + index, "www", Now.AddHours(-1), TimeSpan.FromSeconds(30), Use(size * megabyte))),
        ];
        var master = new FpmMasterMemory(Master, 1, "/etc/php/8.2/fpm/php-fpm.conf", Use(10 * megabyte), all, null, ControlGroupLimits.None, null, []);
        return new FpmMemoryFacts("web1", new MachineIdentity("m", "b"), Now, new MachineMemory(8 * Gibi, Gibi, 0, 0), 4, [master], []);
    }

    /// <summary>Both configurations of a case.</summary>
    public static GatewayConfiguration Configuration(string name, int? fpmMaster = Master)
    {
        FileTree files = FileTree.At(Path.Combine(TestData.Path("alignment"), name));
        NginxConfiguration nginx = NginxConfiguration.Read("/etc/nginx/nginx.conf", files);
        FpmConfiguration fpm = FpmConfiguration.Read("/etc/php/8.2/fpm/php-fpm.conf", new FpmReadOptions { Files = files, PhpVersion = "8.2", ProcessId = fpmMaster });
        return new GatewayConfiguration
        {
            Time = Now,
            Nginx = [new NginxFacts(nginx.Path, 70, "www-data", ["www-data"], true, 2, Now.AddHours(-3), [], null)],
            Fpm = [new FpmFacts(fpm.Path, fpmMaster, "8.2", TimeSpan.FromSeconds(20), Now.AddHours(-3), [], null)],
            Upstreams = [.. nginx.Upstreams],
            Pools = [.. fpm.Pools],
            ListeningPorts = [80],
        };
    }

    /// <summary>The items of a check.</summary>
    public static ChecklistItem[] Examine(this GatewaySnapshot snapshot, string check, ConfigurationTestResult[]? tests = null) =>
        [.. Nginx502.Checklist.Examine(new ChecklistFacts { Snapshot = snapshot, ConfigurationTests = tests ?? Accepted }).Where(item => item.Check == check)];

    /// <summary>The only item of a check.</summary>
    public static ChecklistItem Only(this GatewaySnapshot snapshot, string check, ConfigurationTestResult[]? tests = null) => Assert.Single(snapshot.Examine(check, tests));

    private static ProcessMemoryUse Use(long bytes) => new(bytes, bytes, bytes, bytes, 0, bytes, 0, bytes, MemorySource.SmapsRollup);
}
