using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>What systemd did with the units of nginx and php-fpm, and what dumped core, from the journal.</summary>
/// <param name="nginx">The configurations of nginx.</param>
/// <param name="fpm">The configurations of php-fpm.</param>
internal sealed class UnitSource(IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm) : TimelineSource
{
    private static readonly string[] Fields =
        ["MESSAGE", "MESSAGE_ID", "UNIT", "COREDUMP_PID", "COREDUMP_COMM", "COREDUMP_SIGNAL_NAME"];

    // What else is said of a unit, as of processes that it leaves behind, may come between its end and the word that it was stopped.
    private static readonly string[] Changes =
        [SystemJournalEntry.UnitStarted, SystemJournalEntry.UnitStopped, SystemJournalEntry.UnitSucceeded, SystemJournalEntry.UnitFailed, SystemJournalEntry.UnitStartFailed];

    // What a unit's process did stands shortly before what systemd made of it.
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override string What => "what systemd did with the units";

    /// <inheritdoc/>
    public override IReadOnlyList<TimelineEventKind> Kinds { get; } =
    [
        TimelineEventKind.UnitStarted, TimelineEventKind.UnitReloaded, TimelineEventKind.UnitStopped, TimelineEventKind.UnitFailed, TimelineEventKind.OomKill, TimelineEventKind.WorkerCrash,
    ];

    /// <inheritdoc/>
    public override void Read(TimelinePart part)
    {
        string[] units = [.. UnitsOf(nginx, fpm)];
        if (!SystemJournal.IsThere)
        {
            return;
        }

        IEnumerable<string> ofUnits = units.Length == 0 ? [] : ["_PID=1", .. units.Select(unit => "UNIT=" + unit), "+"];
        IReadOnlyList<SystemJournalEntry>? entries = SystemJournal.Read(What, [.. ofUnits, "MESSAGE_ID=" + SystemJournalEntry.CoreDumped], Fields, part);
        foreach (TimelineEvent found in EventsOf(entries ?? []))
        {
            part.Add(found);
        }
    }

    /// <summary>The units of nginx and php-fpm: those of the running masters, and those that have a file.</summary>
    internal static IEnumerable<string> UnitsOf(IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm) => nginx.Select(reading => reading.Instance.Process)
        .Concat(fpm.Select(reading => reading.Instance.Process))
        .Select(process => BootReader.UnitOf(process?.CgroupPath)).OfType<string>()
        .Concat(ServiceSystem.IsSystemd ? SystemdServices.NamesInFiles().Select(name => name + ".service") : [])
        .Distinct(StringComparer.Ordinal);

    /// <summary>The events of entries, which are in order.</summary>
    internal static IEnumerable<TimelineEvent> EventsOf(IEnumerable<SystemJournalEntry> entries)
    {
        var exits = new Dictionary<string, (DateTime Time, string Text)>(StringComparer.Ordinal);
        var failures = new Dictionary<string, DateTime>(StringComparer.Ordinal);
        var ends = new Dictionary<string, SystemJournalEntry>(StringComparer.Ordinal);
        var restarts = new Dictionary<string, DateTime>(StringComparer.Ordinal);
        foreach (SystemJournalEntry entry in entries)
        {
            string unit = SafeText.Escape(entry["UNIT"] ?? string.Empty);

            // It had ended before: nobody stopped it, and systemd starts it again by itself.
            bool isOfRestart = entry.MessageId == SystemJournalEntry.UnitStopped && restarts.Remove(unit, out DateTime restart) && entry.Time - restart <= Together;
            if (Changes.Contains(entry.MessageId) && ends.Remove(unit, out SystemJournalEntry? end) && (isOfRestart || !(entry.MessageId == SystemJournalEntry.UnitStopped && entry.Time - end.Time <= Together)))
            {
                yield return OfEnd(unit, end);
            }

            string message = SafeText.Escape(entry.Message).TrimEnd('.');
            string own = message.StartsWith(unit + ": ", StringComparison.Ordinal) ? message[(unit.Length + 2)..] : message;
            switch (entry.MessageId)
            {
                case SystemJournalEntry.ProcessExited:
                    exits[unit] = (entry.Time, own);
                    break;
                case SystemJournalEntry.UnitStarted:
                    _ = restarts.Remove(unit);
                    yield return Of(TimelineEventKind.UnitStarted, own);
                    break;
                case SystemJournalEntry.UnitReloaded:
                    yield return Of(TimelineEventKind.UnitReloaded, own);
                    break;
                case SystemJournalEntry.RestartScheduled:
                    restarts[unit] = entry.Time;
                    break;
                case SystemJournalEntry.UnitStopped when isOfRestart:
                    break;
                case SystemJournalEntry.UnitStopped:
                    yield return Of(TimelineEventKind.UnitStopped, own);
                    break;
                case SystemJournalEntry.UnitSucceeded:
                    ends[unit] = entry;
                    break;
                case SystemJournalEntry.UnitOutOfMemory:
                    yield return Of(TimelineEventKind.OomKill, own);
                    break;
                case SystemJournalEntry.UnitFailed:
                    failures[unit] = entry.Time;
                    string exit = exits.Remove(unit, out (DateTime Time, string Text) last) && entry.Time - last.Time <= Together ? last.Text + "; " : string.Empty;
                    yield return Of(TimelineEventKind.UnitFailed, exit + own);
                    break;
                case SystemJournalEntry.UnitStartFailed when !(failures.TryGetValue(unit, out DateTime failed) && entry.Time - failed <= Together):
                    yield return Of(TimelineEventKind.UnitFailed, own);
                    break;
                case SystemJournalEntry.CoreDumped when entry["COREDUMP_COMM"] is { } name && KernelEvent.IsGatewayName(name):
                    yield return new TimelineEvent(entry.Time, TimelineEventKind.WorkerCrash, SafeText.Escape(name), $"dumped core{(entry["COREDUMP_SIGNAL_NAME"] is { } signal ? " on " + SafeText.Escape(signal) : string.Empty)}: coredumpctl info tells where", SystemJournal.Source)
                    {
                        ProcessId = int.TryParse(entry["COREDUMP_PID"], NumberStyles.None, CultureInfo.InvariantCulture, out int processId) ? processId : null,
                    };
                    break;
                default:
                    break;
            }

            TimelineEvent Of(TimelineEventKind kind, string text) => new(entry.Time, kind, unit, text, SystemJournal.Source);
        }

        foreach ((string unit, SystemJournalEntry end) in ends)
        {
            yield return OfEnd(unit, end);
        }
    }

    // systemd: src/core/unit.c, unit_log_success. Of a stop that it was asked for it says so right behind.
    private static TimelineEvent OfEnd(string unit, SystemJournalEntry end) =>
        new(end.Time, TimelineEventKind.UnitStopped, unit, "it ended by itself, or was told to end, and not by systemd", SystemJournal.Source);
}
