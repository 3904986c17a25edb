using System.Globalization;

namespace Nginx502.Recovery;

/// <summary>Writes the entry of cron (man 5 crontab), for machines without systemd.</summary>
internal static class CronText
{
    /// <summary>The name of the file.</summary>
    public const string Name = "nginx502";

    // What cron takes of a line: more is cut off without a word.
    private const int LongestCommand = 990;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The fields of an interval; null for one that cron cannot tell.</summary>
    public static string? Schedule(TimeSpan interval)
    {
        int minutes = (int)interval.TotalMinutes;
        return interval != TimeSpan.FromMinutes(minutes) || minutes < 1 ? null
            : minutes == 1 ? "* * * * *"
            : minutes < Hour.TotalMinutes ? Hour.TotalMinutes % minutes == 0 ? string.Create(CultureInfo.InvariantCulture, $"*/{minutes} * * * *") : null
            : interval == Hour ? "0 * * * *"
            : interval.Minutes == 0 && interval.TotalHours < 24 && 24 % (int)interval.TotalHours == 0 ? string.Create(CultureInfo.InvariantCulture, $"0 */{(int)interval.TotalHours} * * *")
            : interval == TimeSpan.FromDays(1) ? "0 0 * * *"
            : null;
    }

    /// <summary>When such an entry is due next.</summary>
    public static DateTime Next(TimeSpan interval, DateTime now) => now.Date + (interval * (Math.Floor(now.TimeOfDay / interval) + 1));

    /// <summary>The file; null with the reason, sentences, where cron cannot do it.</summary>
    /// <param name="note">The settings.</param>
    /// <param name="logger">The program that writes to the machine's log; null where there is none.</param>
    /// <param name="problem">The reason.</param>
    public static string? Table(MonitorNote note, string? logger, out string? problem)
    {
        string? schedule = Schedule(TimeSpan.FromSeconds(note.Seconds));

        // cron takes % for the end of the command, in quotes too.
        string command = string.Join(' ', MonitorCommand.Of(note).Select(PasteText.Shell)).Replace("%", "\\%", StringComparison.Ordinal) + (logger is null ? string.Empty : $" 2>&1 | {logger} -t nginx502");
        problem = schedule is null ? "cron runs things each minute, or in parts of an hour or of a day: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30 minutes, 1, 2, 3, 4, 6, 8 or 12 hours, a day."
            : command.Length > LongestCommand ? $"cron takes commands of {LongestCommand} letters, and this one has {command.Length}: give fewer sites."
            : null;
        return problem is not null ? null : $"""
            {MonitorFileStore.Marker}
            {note.ToLine()}
            SHELL=/bin/sh
            PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
            MAILTO=""
            TERM=dumb
            NO_COLOR=1
            POWERSHELL_TELEMETRY_OPTOUT=1
            POWERSHELL_DIAGNOSTICS_OPTOUT=1
            POWERSHELL_UPDATECHECK=Off
            {(note.StatePath is { } state ? $"{StateFolder.Variable}={state}\n" : string.Empty)}{schedule} root {command}

            """;
    }
}
