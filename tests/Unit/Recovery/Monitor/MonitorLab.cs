using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Monitor;

/// <summary>A machine to register a monitor on, in a temporary place.</summary>
internal sealed class MonitorLab : IDisposable
{
    public MonitorLab(bool isSystemd)
    {
        Root = Directory.CreateTempSubdirectory("nginx502-monitor-").FullName;
        Units = Directory.CreateDirectory(Path.Combine(Root, "system")).FullName;
        Cron = Directory.CreateDirectory(Path.Combine(Root, "cron.d")).FullName;
        Here = new MonitorSurroundings
        {
            Programs = () => Systemd,
            IsSystemd = isSystemd,
            UnitsPath = Units,
            CronPath = Cron,
            StatePath = Path.Combine(Root, "state"),
            RuntimePath = Path.Combine(Root, "run"),
            Weakness = _ => null,
            Logger = "/usr/bin/logger",
            HasCron = () => true,
            Obstacles = _ => Obstacles,
            Failing = (_, _) => Failing,
        };
    }

    public static bool IsRoot => Environment.IsPrivilegedProcess;

    public string Root { get; }

    public string Units { get; }

    public string Cron { get; }

    public string[] Obstacles { get; init; } = [];

    public string[] Failing { get; init; } = [];

    public FakeSystemd Systemd { get; } = new();

    public MonitorSurroundings Here { get; }

    public MonitorRegistration Registration => new(Here);

    public MonitorSettings Settings { get; } = new()
    {
        HostProgram = "/opt/nginx502/nginx502",
        ModulePath = "/opt/nginx502/Modules/Nginx502/0.1.0/Nginx502.psd1",
        Sites = [new Uri("https://shop.example/")],
        Notify = [NotificationTarget.Parse("mailto:ops@example.com"), NotificationTarget.Parse("https://hooks.example/T0/secret")],
        Allow = [RecoveryAction.ReloadNginx],
    };

    /// <summary>All files below the place, by path from there.</summary>
    public string[] Files => [.. Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories).Where(path => !Directory.Exists(path)).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal)];

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public ChangeFailure? Register(MonitorSettings? settings = null, params GatewayService[] services)
    {
        MonitorChange plan = Registration.Plan(settings ?? Settings, services);
        return plan.Failure ?? Registration.Make(plan);
    }

    public ChangeFailure? Unregister()
    {
        MonitorChange plan = Registration.PlanRemoval();
        return plan.Failure ?? Registration.Make(plan);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
