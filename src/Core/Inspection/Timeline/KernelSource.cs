using System.Text;
using Nginx502.Linux;
using Nginx502.Logs;

namespace Nginx502.Inspection;

/// <summary>Processes that the kernel killed for want of memory, and workers of nginx and php-fpm that crashed: from the journal, else kern.log, else the kernel's own memory.</summary>
internal sealed class KernelSource : TimelineSource
{
    private const string RingName = "the kernel's ring buffer";

    private static readonly string[] Logs = ["/var/log/kern.log", "/var/log/messages"];

    /// <inheritdoc/>
    public override string What => "what the kernel did to processes";

    /// <inheritdoc/>
    public override IReadOnlyList<TimelineEventKind> Kinds { get; } = [TimelineEventKind.OomKill, TimelineEventKind.WorkerCrash];

    /// <inheritdoc/>
    public override void Read(TimelinePart part)
    {
        if (!(SystemJournal.IsThere && ReadJournal(part)) && !ReadLogs(part) && !ReadRing(part))
        {
            part.Gaps.Add(new NotSeen(What, "there is no journal, no kern.log, and the kernel's own lines may not be read", "Run it as root; in a container, on the machine that it runs on."));
        }
    }

    /// <summary>The event of what the kernel told; null for a crash of another program, and for one without a time.</summary>
    internal static TimelineEvent? EventOf(KernelEvent told, string source, long? lineNumber = null)
    {
        if (told.Time is not { } time || (told.Kind != KernelEventKind.OomKill && !told.IsOfGateway))
        {
            return null;
        }

        return new TimelineEvent(time, told.Kind == KernelEventKind.OomKill ? TimelineEventKind.OomKill : TimelineEventKind.WorkerCrash, told.ProcessName, TextOf(told), source)
        {
            ProcessId = told.ProcessId,
            LineNumber = lineNumber,
            IsTimeExact = told.IsTimeExact,
        };
    }

    private static string TextOf(KernelEvent told)
    {
        string library = told.Library is { } name ? $" in {name}" : string.Empty;
        return told.Kind switch
        {
            KernelEventKind.OomKill => (told.LimitingGroup is { Length: > 1 } limiting ? $"killed at the memory limit of {limiting}" : "killed, the machine was out of memory")
                + (told.ControlGroup is { } group && group != told.LimitingGroup ? $", was in {group}" : string.Empty)
                + (told.ResidentBytes is { } resident ? $", held {resident >> 20} MiB" : string.Empty),
            KernelEventKind.Segfault => "segmentation fault" + library,
            KernelEventKind.ProtectionFault => "general protection fault" + library,
            KernelEventKind.InvalidOpcode => "an instruction that this processor does not have" + library,
            _ => "a trap of the processor" + library,
        };
    }

    /// <summary>A line of the kernel's in a log of syslog: its text, and when it was logged; null for a line of another program.</summary>
    internal static (string Text, DateTime? Time)? SplitLogged(string line)
    {
        const string tag = " kernel: ";
        int kernel = line.IndexOf(tag, StringComparison.Ordinal);
        if (kernel < 0)
        {
            return null;
        }

        byte[]? scratch = null;
        byte[] bytes = Encoding.UTF8.GetBytes(line);
        bool hasTime = FrameTime.TryRead(bytes, LineFraming.Unwrap(bytes, ref scratch), LogClock.Local, out DateTime time);
        return (KernelLines.SplitPrinted(line[(kernel + tag.Length)..]).Text, hasTime ? time : null);
    }

    private static bool ReadJournal(TimelinePart part)
    {
        IReadOnlyList<SystemJournalEntry>? entries = SystemJournal.Read("what the kernel wrote into the journal", ["_TRANSPORT=kernel"], ["MESSAGE"], part);
        var lines = new KernelLines();
        foreach (SystemJournalEntry entry in entries ?? [])
        {
            Take(part, lines.Read(entry.Message, entry.Time), SystemJournal.Source, null);
        }

        return entries is not null;
    }

    private static bool ReadLogs(TimelinePart part)
    {
        string? log = Array.Find(Logs, path => FileStatus.TryReadTarget(path, out _));
        if (log is null)
        {
            return false;
        }

        var lines = new KernelLines();
        foreach ((string path, long number, string line) in LineLog.Read(log, part))
        {
            if (SplitLogged(line) is { } logged)
            {
                Take(part, lines.Read(logged.Text, logged.Time), path, number);
            }
        }

        return true;
    }

    private static bool ReadRing(TimelinePart part)
    {
        if (KernelRing.Read() is not { } ring)
        {
            return false;
        }

        DateTime? boot = BootSource.BootTime();
        var lines = new KernelLines();
        foreach (string line in ring)
        {
            (string text, TimeSpan? sinceBoot) = KernelLines.SplitPrinted(line);
            KernelEvent? told = lines.Read(text, boot is { } start && sinceBoot is { } span && span < TimeSpan.FromDays(36_500) ? start + span : null);
            Take(part, told is null ? null : told with { IsTimeExact = false }, RingName, null);
        }

        return true;
    }

    private static void Take(TimelinePart part, KernelEvent? told, string source, long? lineNumber)
    {
        if (told?.Time is { } time && part.Contains(time))
        {
            part.KernelEvents.Add(told);
            if (EventOf(told, source, lineNumber) is { } found)
            {
                part.Add(found);
            }
        }
    }
}
