using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502;

/// <summary>
/// Tells people of an incident once, and once that it is over, however many runs it takes. What could not be sent is sent by a later run, a healthy one too. It never
/// throws for what it meets: a recovery does not fail since somebody could not be told.
/// </summary>
public sealed class IncidentNotifier
{
    private const int MostUnsent = 20;

    private static readonly TimeSpan OldestUnsent = TimeSpan.FromDays(7);

    private static readonly TimeSpan ShortWork = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IFileCalls _calls;
    private readonly string _statePath;
    private readonly string _runtimePath;
    private readonly NotificationStateFile _file;
    private readonly SuspensionFile _suspension;
    private readonly NotificationSender _sender;

    /// <summary>The notifier of this machine.</summary>
    public IncidentNotifier()
        : this(FileCalls.Kernel, StateFolder.DefaultRoot(), RuntimePlace.DefaultRoot(), new NotificationSender())
    {
    }

    internal IncidentNotifier(IFileCalls calls, string statePath, string runtimePath, NotificationSender sender) =>
        (_calls, _statePath, _runtimePath, _file, _suspension, _sender) =
            (calls, statePath, runtimePath, new NotificationStateFile(calls, statePath, runtimePath), new SuspensionFile(calls, runtimePath), sender);

    /// <summary>Tells what is to be told after a run, and what is left of earlier ones.</summary>
    /// <param name="result">What came of the run.</param>
    /// <param name="targets">Who is told.</param>
    /// <param name="services">Looks at nginx and php-fpm as services, where something is over: since when they run is told.</param>
    /// <param name="cancellationToken">Stops it; what was not sent by then is sent by the next run.</param>
    /// <returns>What could not be done: sentences without secrets.</returns>
    public IReadOnlyList<string> Notify(RecoveryResult result, IReadOnlyList<NotificationTarget> targets, Func<IReadOnlyList<GatewayService>> services, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(services);
        return result.IsLeftToOther && LastBegun() > DateTimeOffset.Now - ShortWork ? [] : Notify((state, suspension) => Incidents.After(result.IsHealthy ? state : Incidents.Since(state, LastGood()), WithMeanwhile(result, state, services), suspension), targets, cancellationToken);
    }

    /// <summary>Tells once that recoveries cannot run, and what is left of earlier ones. Another run that is at it is no reason to tell anybody.</summary>
    /// <param name="failure">Why the run could not be.</param>
    /// <param name="targets">Who is told.</param>
    /// <param name="cancellationToken">Stops it; what was not sent by then is sent by the next run.</param>
    /// <returns>What could not be done: sentences without secrets.</returns>
    public IReadOnlyList<string> Notify(ChangeFailure failure, IReadOnlyList<NotificationTarget> targets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.Reason == ChangeFailureReason.ChangeInProgress ? [] : Notify((state, suspension) => Incidents.After(state, failure, suspension), targets, cancellationToken);
    }

    private IReadOnlyList<string> Notify(
        Func<NotificationState, RecoverySuspension?, (NotificationState State, NotificationMessage? Message)> after, IReadOnlyList<NotificationTarget> targets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(targets);
        IReadOnlyList<NotificationTarget> all = NotificationFile.Expand(targets, out IReadOnlyList<string> problems);
        var warnings = new List<string>(problems);
        if (all.Count == 0)
        {
            return warnings;
        }

        // Of two runs that end at once each knows what the other told.
        using StateLock? held = Guarded(() => _file.Lock(Patience), "Another run tells people too, so that something may be told twice", warnings);
        NotificationState before = Guarded(_file.Read, "What was told before cannot be read", warnings) ?? new NotificationState();
        NotificationState state = Forget(before, all);
        (NotificationState next, NotificationMessage? message) = after(state, Guarded(() => _suspension.Read(DateTime.Now), "Whether recoveries are suspended cannot be read", warnings));
        next = message is null ? next : next with { Unsent = [.. next.Unsent, .. all.Select(target => new UnsentNotification(target.Id, message))] };
        if (next.Unsent.Length > 0)
        {
            // Before it is sent: a run that is killed meanwhile leaves it to the next.
            Keep(next, warnings);
            // One that did not answer the last time is asked last: nobody else waits for it.
            Keep(next with { Unsent = Send([.. next.Unsent.OrderBy(unsent => state.Unsent.Any(old => old.Target == unsent.Target))], all, warnings, cancellationToken) }, warnings);
        }
        else if (next != before)
        {
            Keep(next, warnings);
        }

        return [.. warnings.Distinct()];
    }

    // Another run that is at it tells what comes of it, unless it waits for somebody, or has nobody to tell.
    private DateTimeOffset? LastBegun() => Runs()?.LastOrDefault(line => line.Event == RunEvent.Begin)?.Time;

    private IReadOnlyList<RunLine>? Runs() => Guarded(() => RunJournal.Read(_calls, _statePath, _runtimePath), string.Empty, []);

    // Whoever reads that it is over asks by what, and since when.
    private RecoveryResult WithMeanwhile(RecoveryResult result, NotificationState state, Func<IReadOnlyList<GatewayService>> services)
    {
        if (!result.IsHealthy || result.Steps.Length > 0 || state is not { IsOpen: true, Since: { } since })
        {
            return result;
        }

        IEnumerable<TimelineEvent?> byPeople = Runs() is { } lines ? RunHistory.Of(lines).Where(run => !run.IsUnattended).Select(RecoveryEvents.Of) : [];
        return result with
        {
            Meanwhile =
            [
                .. byPeople.OfType<TimelineEvent>().Concat(ChangeEvents.Read(new ChangeJournal(_calls, _statePath), out _)).Select(happened => (happened.Time, Text: Told(happened)))
                    .Concat(services().Where(service => service is { IsRunning: true, Since: not null }).Select(service => (Time: service.Since!.Value, Text: $"{service.Name} was started")))
                    .Where(happened => happened.Time >= since.LocalDateTime).OrderBy(happened => happened.Time).Select(happened => $"{happened.Time:HH:mm:ss} {happened.Text}"),
            ],
        };
    }

    private static string Told(TimelineEvent happened) => happened.Text.Contains(happened.Subject, StringComparison.Ordinal) ? happened.Text : $"{happened.Subject}: {happened.Text}";

    // A run that had nobody to tell may have found all well. What cannot be read ends no incident.
    private DateTimeOffset? LastGood() => Runs() is { } lines ? RunHistory.LastGood(lines) : null;

    // Targets that are not given any more get nothing any more.
    private static NotificationState Forget(NotificationState state, IReadOnlyList<NotificationTarget> targets)
    {
        UnsentNotification[] kept =
        [
            .. state.Unsent
                .Where(unsent => targets.Any(target => target.Id == unsent.Target) && unsent.Message.Time > DateTimeOffset.Now - OldestUnsent)
                .GroupBy(unsent => unsent.Target)
                .SelectMany(own => own.TakeLast(MostUnsent)),
        ];
        return kept.Length == state.Unsent.Length ? state : state with { Unsent = kept };
    }

    // One that does not answer is not waited for twice in a run.
    private UnsentNotification[] Send(UnsentNotification[] unsent, IReadOnlyList<NotificationTarget> targets, List<string> warnings, CancellationToken cancellationToken)
    {
        var left = new List<UnsentNotification>();
        foreach (UnsentNotification one in unsent)
        {
            NotificationTarget target = targets.First(target => target.Id == one.Target);
            if (cancellationToken.IsCancellationRequested || left.Any(other => other.Target == one.Target))
            {
                left.Add(one);
                continue;
            }

            if (Attempt(target, one.Message, cancellationToken) is { } problem)
            {
                warnings.Add($"{target.Name} was not told, and is told by the next run: {problem}");
                left.Add(one);
            }
        }

        return [.. left];
    }

    private string? Attempt(NotificationTarget target, NotificationMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return _sender.Send(target, message, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return "it was stopped.";
        }
    }

    private void Keep(NotificationState state, List<string> warnings)
    {
        if (Guarded(() => _file.Write(state) ?? string.Empty, "What was told cannot be kept, so that it may be told again", warnings) is { Length: > 0 } problem)
        {
            warnings.Add($"What was told is kept in memory only: {problem}");
        }
    }

    private static T? Guarded<T>(Func<T?> act, string problem, List<string> warnings)
        where T : class
    {
        try
        {
            return act();
        }
        catch (ChangeException exception)
        {
            warnings.Add($"{problem}: {exception.Failure.Problem}");
            return null;
        }
    }
}
