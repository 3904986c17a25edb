using Nginx502.Libraries;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>What a monitor is registered in.</summary>
internal sealed record MonitorSurroundings
{
    /// <summary>This machine.</summary>
    public static MonitorSurroundings OfThisMachine => new();

    /// <summary>The system calls.</summary>
    public IFileCalls Calls { get; init; } = FileCalls.Kernel;

    /// <summary>Runs programs.</summary>
    public Func<IPrograms> Programs { get; init; } = () => PrivateLibraries.Programs;

    /// <summary>True when systemd is process 1.</summary>
    public bool IsSystemd { get; init; } = ServiceSystem.IsSystemd;

    /// <summary>The directory of the administrator's units.</summary>
    public string UnitsPath { get; init; } = "/etc/systemd/system";

    /// <summary>The directory of cron's tables.</summary>
    public string CronPath { get; init; } = "/etc/cron.d";

    /// <summary>The directory of the state.</summary>
    public string StatePath { get; init; } = StateFolder.DefaultRoot();

    /// <summary>The directory of what a reboot may take.</summary>
    public string RuntimePath { get; init; } = RuntimePlace.DefaultRoot();

    /// <summary>What others than root can change of what would be run; null for nothing.</summary>
    public Func<MonitorNote, string?> Weakness { get; init; } = MonitorTrust.Weakness;

    /// <summary>The program that writes to the machine's log; null where there is none that root may run.</summary>
    public string? Logger { get; init; } = FileTrust.IsChangeableByRootAlone("/usr/bin/logger", out _) ? "/usr/bin/logger" : null;

    /// <summary>What keeps messages from those who are to be told: sentences.</summary>
    public Func<IReadOnlyList<NotificationTarget>, IReadOnlyList<string>> Obstacles { get; init; } = targets => new NotificationSender().Obstacles(targets);

    /// <summary>What of that which is to be looked at fails now: each with why.</summary>
    public Func<MonitorSettings, CancellationToken, IReadOnlyList<string>> Failing { get; init; } = (settings, cancellationToken) =>
    [
        .. new RecoveryProber(new GatewayTarget { NginxConfigurationPath = settings.NginxConfigPath, FpmConfigurationPath = settings.FpmConfigPath }, settings.Sites).Look(cancellationToken)
            .Where(probe => !probe.Passed).Select(probe => probe.ToString()),
    ];

    /// <summary>True when a cron daemon runs.</summary>
    public Func<bool> HasCron { get; init; } = () => ProcessTable.Read(ProcessTable.DefaultRoot).Any(process => Path.GetFileName(process.Arguments.FirstOrDefault() ?? string.Empty) is "cron" or "crond" or "fcron");
}
