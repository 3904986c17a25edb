namespace Nginx502.Diagnosis;

/// <summary>A time in which php-fpm ran without the file of its socket, and that a start ended.</summary>
/// <param name="Up">The start.</param>
internal sealed record PastSocketLoss(TimelineEvent Up)
{
    // Clocks of logs count seconds, and a start takes a moment.
    private static readonly TimeSpan OneStart = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Recently = TimeSpan.FromHours(1);

    /// <summary>The loss in which errors came; null when php-fpm was stopped or started meanwhile, its files were changed, or that is not known.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="endpoint">The endpoint, a path.</param>
    /// <param name="first">The first error.</param>
    /// <param name="last">The last error.</param>
    public static PastSocketLoss? Of(DiagnosisContext context, DiagnosedEndpoint endpoint, DateTime? first, DateTime? last)
    {
        TimelineEvent[] own = PastOutage.EventsOf(context, endpoint);
        TimelineEvent? before = own.LastOrDefault(happened => happened.Time < first);
        TimelineEvent? next = own.FirstOrDefault(happened => happened.Time >= first);
        TimelineEvent? up = next is null ? null : own.FirstOrDefault(happened => PastOutage.IsStart(happened) && happened.Time >= next.Time);
        return endpoint.Endpoint.IsUnixSocket && up is not null
            && (before is null || (PastOutage.IsStart(before) && before.Time + OneStart <= first))

            // That it was stopped tells that it ran until then; and what had ended long before was ended by something else.
            && !PastOutage.IsStart(next!) && next!.Time >= first + OneSecond && next.Time + OneSecond > last && next.Time - last <= Soon
            && !IsChanged(context, endpoint, first, up.Time)
            ? new PastSocketLoss(up)
            : null;
    }

    /// <summary>A sentence of it.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public string Text(FpmEndpoint endpoint) => $"php-fpm ran, and the file of its socket {endpoint.SocketPath} was not there, until it was started anew at {Up.Time:HH:mm:ss}.";

    // A pool that was to listen there by a file that was not loaded yet is another matter.
    private static bool IsChanged(DiagnosisContext context, DiagnosedEndpoint endpoint, DateTime? first, DateTime up) => (context.Snapshot.Timeline?.Events ?? [])
        .Any(happened => happened.Time > first - Recently && happened.Time <= up && happened.Kind switch
        {
            TimelineEventKind.PackageUpgraded or TimelineEventKind.PackageInstalled or TimelineEventKind.PackageRemoved or TimelineEventKind.Reboot => true,

            // Of many files that are written at once the directory is told.
            TimelineEventKind.FileChanged or TimelineEventKind.Change => new[] { endpoint.Pool?.ConfigurationPath, endpoint.Pool?.MasterConfigurationPath }
                .Any(file => file is not null && (happened.Subject == file || happened.Subject == Path.GetDirectoryName(file))),
            _ => false,
        });
}
