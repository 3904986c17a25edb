using Nginx502.Inspection;

namespace Nginx502;

/// <summary>
/// Collects what changed on this machine: packages, files, units, what the kernel did, starts and reloads, what was deployed, and the errors that
/// visitors got. Reads only; of programs, journalctl is asked where there is a journal.
/// </summary>
public static class TimelineCollector
{
    /// <summary>Collects it.</summary>
    /// <param name="nginx">The configurations of nginx.</param>
    /// <param name="fpm">The configurations of php-fpm.</param>
    /// <param name="options">What is wanted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static GatewayTimeline Collect(
        IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm, TimelineOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nginx);
        ArgumentNullException.ThrowIfNull(fpm);
        ArgumentNullException.ThrowIfNull(options);

        // What tells most of an event comes first: of those that tell the same, it is kept.
        return Collect(
            [
                new KernelSource(), new UnitSource(nginx, fpm), new FpmLogSource(fpm), new NginxLogSource(nginx), new MasterSource(nginx, fpm), new BootSource(),
                new PackageSource(), new FileSource(nginx, fpm), new DeploySource(nginx), new ErrorBurstSource(nginx),
            ],
            options,
            cancellationToken);
    }

    internal static GatewayTimeline Collect(IReadOnlyList<TimelineSource> sources, TimelineOptions options, CancellationToken cancellationToken)
    {
        DateTime now = DateTime.Now;
        DateTime until = options.Until ?? now;
        TimelineSource[] wanted = [.. sources.Where(source => source.Kinds.Any(options.Wants))];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (options.Limit is { } span)
        {
            limit.CancelAfter(span);
        }

        // One that waits for a program must not keep the others from being read.
        TimelinePart[] parts = [.. wanted.AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Max(1, wanted.Length)).WithCancellation(cancellationToken).Select(source => Read(source, options, until, limit.Token, cancellationToken))];
        var own = new TimelinePart(options.Since, until, cancellationToken);
        foreach (TimelineEvent change in options.Changes)
        {
            own.Add(change);
        }

        IEnumerable<TimelineEvent> events = parts.Zip(wanted).SelectMany(pair => pair.First.Events(pair.Second.What)).Concat(own.Events("what Nginx502 changed"));
        TimelineEvent[] joined = [.. TimelineJoin.Join(events).Where(found => options.Wants(found.Kind))];
        return new GatewayTimeline
        {
            Time = now,
            Since = options.Since,
            Until = until,
            Machine = MachineIdentity.Current,
            Events = joined,
            KernelEvents = [.. parts.SelectMany(part => part.KernelEvents)],
            NotSeen = [.. parts.SelectMany(part => part.Gaps).Distinct()],
        };
    }

    private static TimelinePart Read(TimelineSource source, TimelineOptions options, DateTime until, CancellationToken limit, CancellationToken cancellationToken)
    {
        var part = new TimelinePart(options.Since, until, limit) { ErrorLogsSince = options.ErrorLogsSince ?? options.Since, Limit = options.Limit };
        try
        {
            source.Read(part);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            part.Gaps.Add(new NotSeen(source.What, $"it was not done within {DurationText.Limit(options.Limit ?? default)}", "Look at it by itself: Get-502Timeline."));
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            part.Gaps.Add(new NotSeen(source.What, SafeText.Escape($"reading it failed: {exception.Message}"), "The rest was read; report this as a defect of Nginx502."));
        }

        return part;
    }
}
