using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Starts of the machine or the container, and orderly ends, from /proc and wtmp.</summary>
internal sealed class BootSource : TimelineSource
{
    private const string Stat = "/proc/stat";
    private const string LoginRecords = "/var/log/wtmp";

    // What systemd starts first is a second behind the kernel; a container is started any time later.
    private static readonly TimeSpan StartOfInit = TimeSpan.FromMinutes(5);

    // wtmp has the time at which its writer was started, before the clock was set.
    private static readonly TimeSpan SameBoot = TimeSpan.FromMinutes(3);

    /// <inheritdoc/>
    public override string What => "when the machine was started";

    /// <inheritdoc/>
    public override IReadOnlyList<TimelineEventKind> Kinds { get; } = [TimelineEventKind.Reboot, TimelineEventKind.Shutdown];

    /// <summary>When the kernel was started, Kind Local; null when it is not known.</summary>
    public static DateTime? BootTime() => ProcessFields.ReadStartTime(KernelText.Read(Stat), 0);

    /// <inheritdoc/>
    public override void Read(TimelinePart part)
    {
        DateTime? boot = BootTime();
        if (boot is { } time)
        {
            part.Add(new TimelineEvent(time, TimelineEventKind.Reboot, "machine", "the kernel was started", Stat));
        }

        if (ProcessTable.ReadOne(ProcessTable.DefaultRoot, 1) is { StartTime: { } first } init && first - boot > StartOfInit)
        {
            part.Add(new TimelineEvent(first, TimelineEventKind.Reboot, "container", $"process 1 was started: {SafeText.Escape(Path.GetFileName(init.ExecutablePath ?? "its program"))}", "/proc/1") { ProcessId = 1 });
        }

        foreach (TimelineEvent found in EventsOf(FileTree.Host.ReadBytes(LoginRecords, out _) is { } records ? BootRecords.Read(records) : [], boot))
        {
            part.Add(found);
        }
    }

    /// <summary>The events of wtmp; a start that the kernel itself tells is left out.</summary>
    internal static IEnumerable<TimelineEvent> EventsOf(IReadOnlyList<BootRecord> records, DateTime? boot)
    {
        bool? wasShutDown = null;
        foreach (BootRecord record in records)
        {
            if (!record.IsBoot)
            {
                yield return new TimelineEvent(record.Time, TimelineEventKind.Shutdown, "machine", "it was shut down in order", LoginRecords);
            }
            else if (boot is not { } known || (record.Time - known).Duration() > SameBoot)
            {
                string kernel = record.Kernel is { } release ? $"with kernel {release}" : "the kernel was started";
                yield return new TimelineEvent(record.Time, TimelineEventKind.Reboot, "machine", kernel + (wasShutDown == false ? ", without having been shut down before" : string.Empty), LoginRecords);
            }

            wasShutDown = !record.IsBoot;
        }
    }
}
