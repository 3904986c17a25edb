using System.Diagnostics;
using Nginx502.Diagnosis;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502;

/// <summary>
/// Detects, saves the evidence, diagnoses, plans, acts, verifies, and takes back what did not help. Unattended it does only what can do no harm, after the failure lasted;
/// it never goes on the word of a log, and stops as soon as visitors are served.
/// </summary>
public sealed class GatewayRecovery
{
    private static readonly TimeSpan OneHour = TimeSpan.FromHours(1);
    private static readonly TimeSpan PersonsPatience = TimeSpan.FromSeconds(10);

    private readonly IFileCalls _calls;
    private readonly string _statePath;
    private readonly string _runtimePath;
    private readonly SystemHolds _holds;

    /// <summary>The recovery of this machine.</summary>
    public GatewayRecovery()
        : this(FileCalls.Kernel, StateFolder.DefaultRoot(), RuntimePlace.DefaultRoot(), new SystemHolds())
    {
    }

    internal GatewayRecovery(IFileCalls calls, string statePath, string runtimePath, SystemHolds holds) =>
        (_calls, _statePath, _runtimePath, _holds) = (calls, statePath, runtimePath, holds);

    /// <summary>What is kept of recoveries on this machine: the runs, how often was acted, whether somebody suspended them. Never throws for what it meets.</summary>
    public RecoveryRecord Read()
    {
        try
        {
            IReadOnlyList<RunLine> lines = RunJournal.Read(_calls, _statePath, _runtimePath);
            return new RecoveryRecord([.. RunHistory.Of(lines)], new RecoveryGuard(lines, DateTimeOffset.Now).Budget, Suspension(), null);
        }
        catch (ChangeException exception)
        {
            return new RecoveryRecord([], null, null, exception.Failure);
        }
    }

    /// <summary>Plans, and does nothing: each step with what it would change and whether it would be refused.</summary>
    /// <param name="target">Which nginx and php-fpm are meant.</param>
    /// <param name="snapshot">What was seen.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public RecoveryPlan Plan(GatewayTarget target, GatewaySnapshot snapshot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(snapshot);
        RecoveryPlan plan = RecoveryPlanner.Plan(snapshot, new ChangeJournal(_calls, _statePath).Read().Changes);
        var acts = new StepActs("Get-502RecoveryPlan", null, target, _statePath);
        return plan with
        {
            Steps = [.. plan.Steps.Select(step => Detail(acts, step, cancellationToken) with { Pause = PauseOf(step) })],
            Holds = [.. plan.Holds, .. plan.Steps.Length > 0 && HoldNow(cancellationToken) is { } hold ? [hold] : Array.Empty<string>()],
        };
    }

    /// <summary>Recovers.</summary>
    /// <param name="options">How.</param>
    /// <param name="dialogue">Speaks with whoever runs it.</param>
    /// <param name="failure">Why it could not run at all: nothing to look at, another run goes on, the plan does not fit any more; null when it ran.</param>
    /// <param name="cancellationToken">Stops it between two steps; a step that was begun is brought to its end or taken back.</param>
    /// <returns>What came of it; null when it could not run at all.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public RecoveryResult? Run(RecoveryOptions options, IRecoveryDialogue dialogue, out ChangeFailure? failure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(dialogue);
        try
        {
            failure = options.Plan is { } plan ? PlanFit.Explain(plan, DateTime.Now) : null;
            return failure is null ? TellPeople(options, Run(options, dialogue, cancellationToken), cancellationToken) : null;
        }
        catch (ChangeException exception)
        {
            failure = exception.Failure;

            // A plan that was given is a person's, who sees the error.
            foreach (string warning in options is { Notify.Count: > 0, Plan: null } ? Notifier.Notify(failure, options.Notify, cancellationToken) : [])
            {
                dialogue.Warn(warning);
            }

            return null;
        }
    }

    private RecoveryResult Run(RecoveryOptions options, IRecoveryDialogue dialogue, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        RequireConfigurations(options.Target);
        var begun = new RecoveryResult
        {
            ComputerName = Environment.MachineName,
            Machine = MachineIdentity.Current,
            Time = DateTime.Now,
            IsUnattended = options.IsUnattended,
        };
        var prober = new RecoveryProber(options.Target, options.Sites);
        dialogue.Tell("Looking whether visitors are served");
        RecoveryProbe[] before = prober.Look(cancellationToken);
        begun = begun with { Before = before, After = before };
        if (before.Length == 0)
        {
            throw new ChangeException(new ChangeFailure(
                ChangeFailureReason.NothingFound, null, "Neither nginx nor a pool of php-fpm was found on this machine: there is nothing to look at.", "-NginxConfigPath and -FpmConfigPath name their main files."));
        }

        if (IsWell(before))
        {
            return Finish(options, Ended(begun with { WasHealthy = true, IsHealthy = true }, RecoveryOutcome.Healthy, $"Healthy: {Count(before)} answered.", start), null);
        }

        // What was not seen did not fail.
        if (!Environment.IsPrivilegedProcess && before.All(probe => probe.Passed || probe.IsUnseen))
        {
            throw new ChangeException(new ChangeFailure(
                ChangeFailureReason.InsufficientPrivilege, null, $"Whether visitors are served was not seen to the end: {$"{Array.Find(before, probe => probe.IsUnseen)}".Replace("Run it as root.", string.Empty, StringComparison.Ordinal).TrimEnd('.', ' ')}.", "Run it as root."));
        }

        ConfirmedFailure confirmed = ConfirmedFailure.SeenByPerson;
        if (options.IsUnattended)
        {
            dialogue.Tell("It failed: looking whether it lasts");
            var confirmation = new FailureConfirmation(prober, options.Confirmation);
            if (confirmation.Confirm(before, () => PlanWithEvidence.Read(() => PlanNow(options, cancellationToken)), cancellationToken) is not { } lasting)
            {
                return Finish(options, Ended(begun with { After = confirmation.Last, IsHealthy = true }, RecoveryOutcome.Recovered, $"{Failing(before)} at the first look, {Again(before, confirmation.Last)}: this run did nothing.", start), null);
            }

            confirmed = lasting;
        }

        // Whoever suspended them is told what is wrong all the same.
        if (Suspension() is { } suspension)
        {
            begun = Diagnosed(begun with { Holds = [$"Recoveries are suspended {suspension}"] }, PlanNow(options, cancellationToken));
            return Finish(options, Ended(begun, RecoveryOutcome.Held, $"{Failing(before)}; recoveries are suspended {suspension}", start), null);
        }

        long known = Stopwatch.GetTimestamp();
        if (_holds.Find(cancellationToken) is { } hold)
        {
            dialogue.Tell(hold);
            long waiting = Stopwatch.GetTimestamp();
            string? held = _holds.Await(options.HoldPatience, cancellationToken);
            begun = begun with { Warnings = [$"It waited {Stopwatch.GetElapsedTime(waiting).TotalSeconds:0} s{(held is null ? " before anything was done" : string.Empty)}: {hold}"] };
            if (held is not null)
            {
                // What would be typed by hand is not to be typed now.
                RecoveryResult stopped = Diagnosed(begun with { Holds = [held] }, PlanNow(options, cancellationToken));
                return Finish(options, Ended(stopped with { LeftToDo = [PackageWork.ComeToItsEnd(stopped.Diagnosis?.Source?.PackageManager, options.IsUnattended)] }, RecoveryOutcome.Held, $"{Failing(before)}. {held}", start), null);
            }

            // What mending takes is told apart from what it waited for.
            known = Stopwatch.GetTimestamp();
        }

        using RunJournal? journal = OpenJournal(options, out string? busy, cancellationToken);
        if (journal is null)
        {
            return Ended(begun with { Holds = [busy!], IsLeftToOther = true }, RecoveryOutcome.Held, $"{Failing(before)}. {busy}", start);
        }

        begun = begun with { Run = journal.Run, Interrupted = journal.Interrupted };

        // Whoever had the lock before may have mended it.
        RecoveryProbe[] now = prober.Look(cancellationToken);
        return IsWell(now)
            ? Finish(options, Ended(begun with { After = now, IsHealthy = true }, RecoveryOutcome.Recovered, $"{Failing(before)}, {Again(before, now)}{(begun.Interrupted is null ? ": this run did nothing" : ", after a recovery that was killed")}.", start), journal)
            : Finish(options, Go(new RecoveryRun(options, dialogue, journal, prober, this, confirmed, start, known), begun with { Before = now }, options, journal, start, cancellationToken), journal);
    }

    // Without it another nginx or php-fpm of the machine would be taken for the one that is meant.
    private static void RequireConfigurations(GatewayTarget target)
    {
        if (target.RootPath is null && Array.Find([target.NginxConfigurationPath, target.FpmConfigurationPath], path => path is not null && !File.Exists(path)) is { } missing)
        {
            throw new ChangeException(new ChangeFailure(
                ChangeFailureReason.NothingFound,
                SafeText.Escape(missing),
                $"There is no file {SafeText.Escape(missing)}, which is named as the main file of a configuration: nothing was looked at.",
                "Put it back, or name the one that is there by now: a monitor is registered anew with it, by Register-502Monitor."));
        }
    }

    private IncidentNotifier Notifier => new(_calls, _statePath, _runtimePath, new NotificationSender());

    private RecoveryResult TellPeople(RecoveryOptions options, RecoveryResult result, CancellationToken cancellationToken) =>
        options.Notify.Count == 0 ? result : result with { Warnings = [.. result.Warnings, .. Notifier.Notify(result, options.Notify, () => ServicesNow(options.Target, cancellationToken), cancellationToken)] };

    // For a line of a message: whoever stops it is not kept from what is to be told.
    private static IReadOnlyList<GatewayService> ServicesNow(GatewayTarget target, CancellationToken cancellationToken)
    {
        try
        {
            return GatewayServiceCollector.Collect(target, out _, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    // A run that is stopped, or that nobody can answer, came to its end: the next one does not take it for killed.
    private static RecoveryResult Go(RecoveryRun run, RecoveryResult begun, RecoveryOptions options, RunJournal journal, long start, CancellationToken cancellationToken)
    {
        bool isAtEnd = false;
        try
        {
            RecoveryResult result = run.Go(begun, cancellationToken);
            isAtEnd = true;
            return result;
        }
        finally
        {
            if (!isAtEnd && !HasOpenStep(journal))
            {
                EndStopped(options, Ended(begun, RecoveryOutcome.Declined, $"{Failing(begun.Before)}; it came to no end: it was stopped, or nobody could be asked.", start), journal);
            }
        }
    }

    // What an act left half done is for the next run to tell.
    private static bool HasOpenStep(RunJournal journal) =>
        journal.Lines.LastOrDefault(line => line.Run == journal.Run && line.Event is RunEvent.StepBegin or RunEvent.StepEnd)?.Event == RunEvent.StepBegin;

    private static void EndStopped(RecoveryOptions options, RecoveryResult result, RunJournal journal)
    {
        try
        {
            End(options, result, journal);
        }
        catch (ChangeException)
        {
            // Why it was stopped is what is told.
        }
    }

    private static void End(RecoveryOptions options, RecoveryResult result, RunJournal journal) => journal.Append(
        new RunLine(journal.Run, RunEvent.End)
        {
            Command = options.Command,
            IsUnattended = options.IsUnattended,
            Cause = result.Main?.Cause,
            Outcome = result.Outcome,
            Summary = result.Summary,
            Seconds = result.Duration.TotalSeconds,
            Evidence = result.EvidencePath,
        },
        isAwaited: result.Outcome != RecoveryOutcome.Healthy);

    /// <summary>What forbids to act right now, a sentence; null when nothing does.</summary>
    internal string? HoldNow(CancellationToken cancellationToken) =>
        Suspension() is { } suspension ? $"Recoveries are suspended {suspension}" : _holds.Find(cancellationToken);

    // Who may not act, or not yet, says all the same what is wrong.
    private static RecoveryResult Diagnosed(RecoveryResult held, RecoveryPlan plan) => held with { Diagnosis = plan.Diagnosis, LeftToDo = [.. ByHand(plan)] };

    // What a recovery would do now, and what it leaves to a person in any case.
    private static IEnumerable<Remedy> ByHand(RecoveryPlan plan) => plan.Steps.Select(step => step.ByHand())
        .Concat(plan.LeftToPerson.SelectMany(finding => finding.Remedies))
        .DistinctBy(remedy => remedy.Command ?? remedy.Description);

    private RecoverySuspension? Suspension() => new SuspensionFile(_calls, _runtimePath).Read(DateTime.Now);

    internal RecoveryPlan PlanNow(RecoveryOptions options, CancellationToken cancellationToken)
    {
        ChangeJournal changes = new(_calls, _statePath);
        TimelineEvent[] events = [.. ChangeEvents.Read(changes, out _)];
        GatewaySnapshot snapshot = SnapshotCollector.Take(options.Target, new SnapshotOptions { Changes = events, Sites = options.Sites }, cancellationToken);
        return RecoveryPlanner.Plan(snapshot, changes.Read().Changes);
    }

    internal StepActs Acts(RecoveryOptions options) => new(options.Command, options.CommandLine, options.Target, _statePath);

    internal IncidentEvidence Evidence => new(_calls, _statePath);

    internal static bool IsWell(IReadOnlyCollection<RecoveryProbe> probes) => probes.All(probe => probe.Passed);

    internal static string Failing(IReadOnlyCollection<RecoveryProbe> probes)
    {
        RecoveryProbe[] failing = [.. probes.Where(probe => !probe.Passed)];
        string more = failing.Length > 1 ? $" and {failing.Length - 1} more" : string.Empty;
        return failing.Length == 0 ? "Nothing failed" : $"{failing[0].Target}{more} {(failing[0].IsMasterGone ? $"answer{(more.Length > 0 ? string.Empty : "s")} without a master" : "failed")}";
    }

    // Somebody may have led nginx elsewhere meanwhile.
    internal static string Again(IReadOnlyCollection<RecoveryProbe> before, IReadOnlyCollection<RecoveryProbe> now) =>
        before.Where(probe => !probe.Passed).All(probe => probe is { IsNginx: false, IsSite: false } && now.All(later => later.Target != probe.Target))
            ? "and nginx does not lead there any more"
            : before.All(probe => probe.Passed || probe.IsMasterGone) ? "and a master looks after that again"
            : "and answers again";

    internal static RecoveryResult Ended(RecoveryResult result, RecoveryOutcome outcome, string summary, long start) =>
        result with { Outcome = outcome, Summary = summary, Duration = Stopwatch.GetElapsedTime(start) };

    internal static string Count(IReadOnlyCollection<RecoveryProbe> probes) => (probes.Count, probes.Count(probe => probe.IsSite)) switch
    {
        (1, 0) => "1 endpoint",
        (1, 1) => "1 site",
        (var all, 0) => $"all {all} endpoints",
        (var all, var sites) when sites == all => $"all {all} sites",
        (var all, _) => $"all {all} endpoints and sites",
    };

    private string? PauseOf(RecoveryStep step)
    {
        try
        {
            return new RecoveryGuard(RunJournal.Read(_calls, _statePath, _runtimePath), DateTimeOffset.Now).Judge(step.Target, step.Cause) is { IsAllowed: false } verdict ? verdict.Reason : null;
        }
        catch (ChangeException)
        {
            // The run itself tells that its journal cannot be read.
            return null;
        }
    }

    private static RecoveryStep Detail(StepActs acts, RecoveryStep step, CancellationToken cancellationToken)
    {
        GatewayChange? preview = acts.Preview(step, out PlannedFile[] files, out string? problem, out string? notAlone, cancellationToken);

        // As things stand: what an earlier step prepares may be refused now and done then, so that it is told and decides nothing.
        return step with
        {
            Diff = preview?.Diff is { Length: > 0 } diff ? diff : null,
            Disruption = preview?.Disruption ?? step.Disruption,
            Files = files,
            Refusal = problem ?? preview?.Failure?.ToString(),
            IsAllowedAlone = step.IsAllowedAlone && notAlone is null,
            NotAloneReason = step.NotAloneReason ?? notAlone,
        };
    }

    // A timer leaves it to the run that is at it; a person waits for it, and is told.
    private RunJournal? OpenJournal(RecoveryOptions options, out string? busy, CancellationToken cancellationToken)
    {
        busy = null;
        try
        {
            return RunJournal.Open(_calls, _statePath, _runtimePath, options.Command, options.IsUnattended ? TimeSpan.Zero : PersonsPatience, cancellationToken);
        }
        catch (ChangeException exception) when (options.IsUnattended && exception.Failure.Reason == ChangeFailureReason.ChangeInProgress)
        {
            busy = exception.Failure.Problem.Replace("Another change", "Another recovery", StringComparison.Ordinal);
            return null;
        }
    }

    // What is mended again and again is cured by a person.
    private static RecoveryResult Counted(RecoveryResult result, RunJournal journal)
    {
        if (result.Outcome == RecoveryOutcome.Flapping)
        {
            return result with { LeftToDo = [new Remedy("Find out what breaks it again and again. What changed and what failed of late:", "Get-502Timeline -Since 1d"), .. result.LeftToDo] };
        }

        int before = result is { Outcome: RecoveryOutcome.Recovered, Diagnosis.Cause: { } cause } ? RunHistory.CountRecovered(journal.Lines, cause, DateTimeOffset.Now - OneHour, journal.Run) : 0;
        var search = new Remedy($"It was mended {CountText.Times(before + 1)} within an hour: find out what breaks it. What changed and what failed of late:", "Get-502Timeline -Since 2h");
        return before == 0 ? result : result with { RecoveredBefore = before, LeftToDo = [search, .. result.LeftToDo] };
    }

    // A run that did nothing is told too, and costs no wait for the disk.
    private RecoveryResult Finish(RecoveryOptions options, RecoveryResult result, RunJournal? journal)
    {
        RunJournal? own = null;
        try
        {
            journal ??= own = RunJournal.Open(_calls, _statePath, _runtimePath, options.Command, TimeSpan.Zero, CancellationToken.None);
            result = Counted(result, journal) with { LastGood = RunHistory.LastGood(journal.Lines, journal.Run) };
            End(options, result, journal);
            return result with { Run = journal.Run, Interrupted = journal.Interrupted, Warnings = journal.NotOnDisk is { } problem ? [.. result.Warnings, $"The journal is kept in memory only: {problem}"] : result.Warnings };
        }
        catch (ChangeException exception)
        {
            return result with { Warnings = [.. result.Warnings, $"This run is not in the journal: {exception.Failure.Problem}"] };
        }
        finally
        {
            own?.Dispose();
        }
    }
}
