using Nginx502.Logs;

namespace Nginx502.Inspection;

/// <summary>Starts, reloads and ends of nginx, its crashed workers and refused configurations, from its error log.</summary>
/// <param name="nginx">The configurations of nginx.</param>
internal sealed class NginxLogSource(IReadOnlyList<NginxReading> nginx) : TimelineSource
{
    private const string Subject = "nginx";

    /// <inheritdoc/>
    public override string What => "what nginx's error log tells of its starts and reloads";

    /// <inheritdoc/>
    public override IReadOnlyList<TimelineEventKind> Kinds { get; } =
        [TimelineEventKind.NginxStarted, TimelineEventKind.NginxReloaded, TimelineEventKind.NginxStopped, TimelineEventKind.NginxFailed, TimelineEventKind.WorkerCrash];

    /// <inheritdoc/>
    public override void Read(TimelinePart part)
    {
        foreach (string log in NginxLogs.ErrorLogsOf(nginx, part))
        {
            LogFile[] files = [.. LineLog.Open(log, part)];
            try
            {
                foreach (NginxProcessLine line in LogReading.Read(files, () => new NginxProcessLineReader(), new LogQuery(part.ErrorLogsSince, part.Until), new ReadStatistics(), part.CancellationToken))
                {
                    part.Add(EventOf(line));
                }
            }
            finally
            {
                Array.ForEach(files, file => file.Dispose());
            }
        }
    }

    /// <summary>The event of a line.</summary>
    internal static TimelineEvent EventOf(NginxProcessLine line) => new(
        line.Time,
        line.Event switch
        {
            NginxProcessEvent.Started => TimelineEventKind.NginxStarted,
            NginxProcessEvent.Stopped => TimelineEventKind.NginxStopped,
            NginxProcessEvent.WorkerCrashed => TimelineEventKind.WorkerCrash,
            NginxProcessEvent.Failed => TimelineEventKind.NginxFailed,
            _ => TimelineEventKind.NginxReloaded,
        },
        Subject,
        line.Event switch
        {
            NginxProcessEvent.Started => $"{line.Message} was started",
            NginxProcessEvent.WorkerCrashed => "a " + line.Message,
            NginxProcessEvent.Failed => SecretText.MaskCredentials(line.Message),
            _ => line.Message,
        },
        line.Context.Source.Path ?? string.Empty)
    {
        ProcessId = line.ProcessId,
        LineNumber = line.LineNumber,
    };
}
