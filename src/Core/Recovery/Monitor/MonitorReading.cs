using System.Diagnostics;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>Reads how the monitor stands: its files, its manager, and the journal of its runs.</summary>
/// <param name="here">What it is registered in.</param>
internal sealed class MonitorReading(MonitorSurroundings here)
{
    private const int ShownRuns = 20;

    private static readonly string[] TimerProperties = ["ActiveState", "UnitFileState", "NextElapseUSecMonotonic", "NextElapseUSecRealtime"];

    private readonly List<string> _problems = [];
    private readonly MonitorFileStore _files = new(here.Calls);
    private readonly SystemdControl _systemd = new(here.Programs);

    /// <summary>True when the timer is started, and is started at boot too.</summary>
    public static bool IsTimerActive(SystemdControl systemd, CancellationToken cancellationToken) => IsActive(systemd.Show(SystemdText.TimerName, TimerProperties, cancellationToken));

    /// <summary>Reads it.</summary>
    public RecoveryMonitor Read(CancellationToken cancellationToken)
    {
        RecoveryRecord record = new GatewayRecovery(here.Calls, here.StatePath, here.RuntimePath, new SystemHolds()).Read();
        if (record.Failure is { } failure)
        {
            _problems.Add($"The journal of runs was not read: {failure}");
        }

        if (StateFolder.IsOfThisUserAlone)
        {
            _problems.Add("The runs of this user alone are shown: those of root, as whom the monitor runs, root sees.");
        }

        string service = Path.Combine(here.UnitsPath, SystemdText.ServiceName);
        string timer = Path.Combine(here.UnitsPath, SystemdText.TimerName);
        string cron = Path.Combine(here.CronPath, CronText.Name);
        RecordedRun[] runs = [.. Enumerable.Reverse(record.Runs).Take(ShownRuns)];
        var monitor = new RecoveryMonitor
        {
            ComputerName = SafeText.Escape(Environment.MachineName),
            DropIns = [.. new FpmRestarts(here.UnitsPath).Present().Where(path => Own(path, isExpected: false) is not null).Select(SafeText.Escape)],
            LastRun = runs.FirstOrDefault(),
            Runs = runs,
            Budget = record.Budget,
            Suspension = record.Suspension,
            Time = DateTime.Now,
        };
        monitor = Own(service, isExpected: true) is { } unit ? OfSystemd(monitor, unit, service, timer, cancellationToken)
            : Own(cron, isExpected: true) is { } table ? OfCron(monitor, table, cron)
            : monitor;
        return monitor with { Problems = [.. _problems] };
    }

    private RecoveryMonitor OfSystemd(RecoveryMonitor monitor, string unit, string servicePath, string timerPath, CancellationToken cancellationToken)
    {
        string? timer = Own(timerPath, isExpected: true);
        MonitorNote? note = MonitorNote.In(unit);
        IReadOnlyDictionary<string, string> state = here.IsSystemd ? _systemd.Show(SystemdText.TimerName, TimerProperties, cancellationToken) : new Dictionary<string, string>();
        bool isActive = IsActive(state);
        if (!isActive)
        {
            _problems.Add(here.IsSystemd
                ? $"{SystemdText.TimerName} is {SafeText.Escape(state.GetValueOrDefault("ActiveState", "not known"))} and {SafeText.Escape(state.GetValueOrDefault("UnitFileState", "not known"))}: systemctl enable --now {SystemdText.TimerName} has it run."
                : "systemd does not run this machine: nothing runs the timer.");
        }

        if (note is not null && (unit != SystemdText.Service(note) || timer != SystemdText.Timer(note)))
        {
            _problems.Add($"{servicePath} or its timer is not as Register-502Monitor writes it: it was edited, or another version wrote it.");
        }

        return Noted(monitor, note) with
        {
            IsRegistered = true,
            Manager = RecoveryMonitorManager.Systemd,
            UnitPaths = [servicePath, .. timer is null ? Array.Empty<string>() : [timerPath]],
            IsActive = isActive,
            Next = NextOf(state),
        };
    }

    private RecoveryMonitor OfCron(RecoveryMonitor monitor, string table, string path)
    {
        bool isActive = here.HasCron();
        if (!isActive)
        {
            _problems.Add("No cron daemon runs: nothing runs the entry.");
        }

        MonitorNote? note = MonitorNote.In(table);
        if (note is not null && table != CronText.Table(note, here.Logger, out _))
        {
            _problems.Add($"{path} is not as Register-502Monitor writes it: it was edited, or another version wrote it.");
        }

        return Noted(monitor, note) with
        {
            IsRegistered = true,
            Manager = RecoveryMonitorManager.Cron,
            UnitPaths = [path],
            IsActive = isActive,
            Next = isActive && note is not null ? CronText.Next(TimeSpan.FromSeconds(note.Seconds), DateTime.Now) : null,
        };
    }

    private RecoveryMonitor Noted(RecoveryMonitor monitor, MonitorNote? note)
    {
        if (note is null)
        {
            _problems.Add("The line with its settings cannot be read: register it anew.");
            return monitor;
        }

        if (Array.Find([note.NginxConfigPath, note.FpmConfigPath], path => path is not null && !File.Exists(path)) is { } gone)
        {
            _problems.Add($"There is no file {SafeText.Escape(gone)}, which is named as the main file of a configuration: no run looks at anything. Put it back, or register the monitor anew.");
        }

        if (here.Weakness(note) is { } weak)
        {
            _problems.Add($"{SafeText.Escape(weak)} is gone, or others than root can change it: what runs as root must be root's alone. Register it anew from where it is.");
        }

        return monitor with
        {
            Interval = TimeSpan.FromSeconds(note.Seconds),
            HostProgram = SafeText.Escape(note.HostProgram),
            ModulePath = SafeText.Escape(note.ModulePath),
            Uri = [.. note.Uri.Select(NotificationText.Clean)],
            NginxConfigPath = note.NginxConfigPath is { } nginx ? SafeText.Escape(nginx) : null,
            FpmConfigPath = note.FpmConfigPath is { } fpm ? SafeText.Escape(fpm) : null,
            Allow = note.Allow,
            Notify = note.NotifyPath is null ? [] : Notified(note.NotifyPath),
        };
    }

    private string[] Notified(string path)
    {
        try
        {
            IReadOnlyList<NotificationTarget> targets = new NotifyList(here.Calls, here.StatePath).Targets();
            var file = new NotificationStateFile(here.Calls, here.StatePath, here.RuntimePath);
            UnsentNotification[] unsent = file.Read().Unsent;
            if (file.IsInMemoryOnly)
            {
                _problems.Add($"What people were told is kept in memory only, since {SafeText.Escape(here.StatePath)} took nothing: after a reboot they are told again. df -h {PasteText.Shell(here.StatePath)} tells whether its disk is full.");
            }

            _problems.AddRange(targets
                .Select(target => (target.Name, Left: unsent.Where(one => one.Target == target.Id).ToArray()))
                .Where(target => target.Left.Length > 0)
                .Select(target => $"{target.Name} was not told: {CountText.Of(target.Left.Length, "message")} since {target.Left[0].Message.Time.LocalDateTime:yyyy-MM-dd HH:mm:ss} could not be sent, and each run tries again. Send-502Notification to the same target says why."));
            return [.. targets.Select(target => target.Name)];
        }
        catch (ChangeException exception)
        {
            _problems.Add($"Who is told was not read: {exception.Failure.Problem}");
            return [$"file:{SafeText.Escape(path)}"];
        }
    }

    // Another's file of that name is no monitor of this module.
    private string? Own(string path, bool isExpected)
    {
        try
        {
            return _files.Read(path);
        }
        catch (ChangeException exception)
        {
            if (isExpected)
            {
                _problems.Add(exception.Failure.Problem);
            }

            return null;
        }
    }

    private static bool IsActive(IReadOnlyDictionary<string, string> state) => state.GetValueOrDefault("ActiveState") == "active" && state.GetValueOrDefault("UnitFileState") == "enabled";

    // A duration since boot; while the service runs there is no next.
    private static DateTime? NextOf(IReadOnlyDictionary<string, string> state) =>
        SystemdTime.ParseDuration(state.GetValueOrDefault("NextElapseUSecMonotonic")) is { } sinceBoot && sinceBoot > TimeSpan.Zero ? DateTime.Now - Stopwatch.GetElapsedTime(0) + sinceBoot : null;
}
