using System.Globalization;
using System.Text;

namespace Nginx502.Recovery;

/// <summary>Writes the units of the monitor (man 5 systemd.service, systemd.timer, systemd.syntax).</summary>
internal static class SystemdText
{
    /// <summary>The unit that is run.</summary>
    public const string ServiceName = "nginx502-recovery.service";

    /// <summary>The unit that runs it.</summary>
    public const string TimerName = "nginx502-recovery.timer";

    /// <summary>The drop-in of a php-fpm.</summary>
    public const string DropInName = "nginx502-restart.conf";

    /// <summary>The service. None of what would hide sockets, logs and /proc from it is set.</summary>
    /// <remarks>
    /// 1 is a success: 'not recovered' is an answer, which was journalled and told to people; a unit that is failed for it would say each minute anew that the machine is
    /// degraded. 2, could not run at all, is a failure.
    /// </remarks>
    public static string Service(MonitorNote note) => $"""
        {MonitorFileStore.Marker}
        {note.ToLine()}
        [Unit]
        Description=Recovery of nginx and php-fpm from 502 errors
        After=network.target nginx.service

        [Service]
        Type=oneshot
        ExecStart={string.Join(' ', MonitorCommand.Of(note).Select(word => Quote(word)))}
        SuccessExitStatus=1
        TimeoutStartSec=15min
        UMask=0077
        Environment=HOME=/root TERM=dumb NO_COLOR=1 POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_DIAGNOSTICS_OPTOUT=1 POWERSHELL_UPDATECHECK=Off
        {(note.StatePath is { } state ? $"Environment={Quote($"{StateFolder.Variable}={state}", isCommand: false)}\n" : string.Empty)}StandardOutput=journal
        StandardError=journal
        SyslogIdentifier=nginx502

        """;

    /// <summary>The timer: counted from the end of a run, so that runs never overlap, and spread over the machines of a fleet.</summary>
    public static string Timer(MonitorNote note) => $"""
        {MonitorFileStore.Marker}
        [Unit]
        Description=Runs the recovery of nginx and php-fpm

        [Timer]
        OnBootSec={Seconds(Math.Max(note.Seconds, 60))}
        OnUnitInactiveSec={Seconds(note.Seconds)}
        RandomizedDelaySec={Seconds(Math.Min(note.Seconds / 6, 60))}
        AccuracySec=1s

        [Install]
        WantedBy=timers.target

        """;

    /// <summary>The drop-in by which systemd itself starts a php-fpm again that failed: for some five minutes, in which a person mends a file that it refuses, and not five times in ten seconds, as is built in.</summary>
    public static string Restart() => $"""
        {MonitorFileStore.Marker}
        [Unit]
        StartLimitIntervalSec=10min
        StartLimitBurst=150

        [Service]
        Restart=on-failure
        RestartSec=2s

        """;

    /// <summary>A word: quoted, and nothing in it stands for anything else.</summary>
    /// <param name="word">The word.</param>
    /// <param name="isCommand">True for one of a command line, in which variables stand too.</param>
    public static string Quote(string word, bool isCommand = true)
    {
        var quoted = new StringBuilder("\"");
        foreach (char letter in word)
        {
            _ = letter switch
            {
                '"' or '\\' => quoted.Append('\\').Append(letter),
                '%' => quoted.Append("%%"),
                '$' when isCommand => quoted.Append("$$"),
                _ => quoted.Append(letter),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static string Seconds(double seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture) + "s";
}
