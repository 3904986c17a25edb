using System.Diagnostics;
using Nginx502.Linux;

namespace Nginx502.Recovery;

/// <summary>One recovery from the moment that something is to be done: it holds the lock.</summary>
/// <param name="options">How.</param>
/// <param name="dialogue">Speaks with whoever runs it.</param>
/// <param name="journal">The journal.</param>
/// <param name="prober">Looks whether visitors are served.</param>
/// <param name="recovery">The machine.</param>
/// <param name="failure">The failure.</param>
/// <param name="start">When it began.</param>
/// <param name="confirmed">When the failure was known to last.</param>
internal sealed class RecoveryRun(
    RecoveryOptions options, IRecoveryDialogue dialogue, RunJournal journal, RecoveryProber prober, GatewayRecovery recovery, ConfirmedFailure failure, long start, long confirmed)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan OneHour = TimeSpan.FromHours(1);
    private static readonly Cause[] OfMachine = [Cause.DiskFull, Cause.FpmConfigurationInvalid];

    private readonly List<RecoveryStepResult> _done = [];
    private readonly List<string> _holds = [];
    private RecoveryProbe[] _last = [];
    private bool _isFlapping;
    private bool _isEvidenceSaved = true;
    private long? _firstAct;
    private int _acts;

    /// <summary>Goes through it.</summary>
    public RecoveryResult Go(RecoveryResult begun, CancellationToken cancellationToken)
    {
        _last = begun.Before;
        dialogue.Tell("Looking for the cause");
        PlanWithEvidence? prepared = options.Plan is null ? failure.PlanFor(_last) : null;
        RecoveryPlan plan = options.Plan ?? prepared?.Plan ?? recovery.PlanNow(options, cancellationToken);
        RecoveryResult result = begun with { Diagnosis = plan.Diagnosis };

        // An endpoint that no visitor needs: others of its group answer for it.
        if (plan is { IsHealthy: true, Steps.Length: 0 } && options.Plan is null && _last.All(probe => probe.Passed || !(probe.IsSite || probe.IsMasterGone)))
        {
            return GatewayRecovery.Ended(result with { After = _last, WasHealthy = true, IsHealthy = true }, RecoveryOutcome.Healthy, $"Visitors are served. {plan.Diagnosis?.Verdict}".TrimEnd(), start);
        }

        _holds.AddRange(plan.Holds);
        bool mayAct = plan.Steps.Any(step => options.IsUnattended ? Refusal(step) is null && Judge(step).IsAllowed : !options.Deny.Contains(step.Action));
        if (mayAct)
        {
            result = EvidenceOfRefused is { } kept ? result with { EvidencePath = kept } : WithEvidence(result, plan, prepared?.Evidence);
            Begin(begun, plan, result.EvidencePath);
        }
        else
        {
            result = KeptEvidence([plan.Diagnosis?.Cause, (result with { After = _last }).Main?.Cause]) is { } known ? result with { EvidencePath = known } : HasLately(plan.Diagnosis?.Cause) ? result : WithEvidence(result, plan, prepared?.Evidence);
        }

        foreach (RecoveryStep step in plan.Steps)
        {
            if (GatewayRecovery.IsWell(_last))
            {
                _done.Add(NotDone(step, RecoveryStepOutcome.NotDone, "An earlier step was enough."));
                continue;
            }

            _done.Add(Consider(step, cancellationToken));
        }

        return Conclude(result, plan);
    }

    // What is left to a person is seen by nobody until he comes. The runs of the minutes after see no more than the first.
    private string? KeptEvidence(Cause?[] causes) => Enumerable.Reverse(journal.Lines).TakeWhile(line => line is not { Event: RunEvent.End, Outcome: RecoveryOutcome.Healthy or RecoveryOutcome.Recovered }).FirstOrDefault(line => line.Evidence is not null && causes.Contains(line.Cause))?.Evidence;

    // What was refused when it came to the act is tried by each run until a person has looked: nothing was destroyed since, and each minute's evidence would push out all else.
    private string? EvidenceOfRefused => journal.Lines.LastOrDefault(line => line.Event == RunEvent.End && line.Run != journal.Run) is { Evidence: { } evidence } last
        && last.Time > DateTimeOffset.Now - OneHour
        && journal.Lines.Where(line => line.Run == last.Run && line.Event == RunEvent.StepEnd).ToArray() is { Length: > 0 } ends
        && ends.All(end => end.StepOutcome == RecoveryStepOutcome.NotDone)
            ? evidence
            : null;

    // What comes and goes by itself would push out the evidence of all else.
    private bool HasLately(Cause? cause) => journal.Lines.Any(line => line.Evidence is not null && line.Cause == cause && line.Time > DateTimeOffset.Now - OneHour);

    private RecoveryResult WithEvidence(RecoveryResult result, RecoveryPlan plan, IncidentFile[]? read)
    {
        if (plan.Diagnosis?.Source is not { } snapshot)
        {
            return result;
        }

        string? evidence = recovery.Evidence.Save(journal.Run, [.. read ?? IncidentReading.Read(plan.Diagnosis, snapshot), .. failure.FirstEvidence.Select(file => file with { Name = $"first-{file.Name}" })], out string? problem);
        _isEvidenceSaved = problem is null;
        return result with { EvidencePath = evidence, Warnings = problem is null ? result.Warnings : [.. result.Warnings, problem] };
    }

    private void Begin(RecoveryResult begun, RecoveryPlan plan, string? evidence) =>
        journal.Append(new RunLine(journal.Run, RunEvent.Begin)
        {
            ProcessId = Environment.ProcessId,
            Boot = MachineIdentity.Current.BootId,
            Command = options.Command,
            IsUnattended = options.IsUnattended,
            Cause = plan.Diagnosis?.Cause,
            Failing = [.. begun.Before.Where(probe => !probe.Passed).Select(probe => probe.Target)],
            Evidence = evidence,
        });

    private RecoveryStepResult Consider(RecoveryStep step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Refusal(step) is { } refusal)
        {
            return NotDone(step, RecoveryStepOutcome.NotDone, refusal);
        }

        if (_acts >= options.MaxStep)
        {
            return NotDone(step, RecoveryStepOutcome.NotDone, $"-MaxStep is {options.MaxStep}.");
        }

        GuardVerdict verdict = Judge(step);
        if (options.IsUnattended && !verdict.IsAllowed)
        {
            _isFlapping |= verdict.IsFlapping;
            _holds.Add(verdict.Reason!);
            return NotDone(step, RecoveryStepOutcome.NotDone, verdict.Reason!);
        }

        if (!options.IsUnattended && !dialogue.Allows(step, verdict.Reason))
        {
            return NotDone(step, RecoveryStepOutcome.Declined, "A person said no.");
        }

        // Asked once more, right before the act: somebody may have begun to work on the machine meanwhile.
        if (options.IsUnattended && recovery.HoldNow(cancellationToken) is { } hold)
        {
            _holds.Add(hold);
            return NotDone(step, RecoveryStepOutcome.NotDone, hold);
        }

        _acts++;
        return Act(step, cancellationToken);
    }

    private GuardVerdict Judge(RecoveryStep step) => new RecoveryGuard(journal.Lines, DateTimeOffset.Now).Judge(step.Target, step.Cause);

    private RecoveryStepResult Act(RecoveryStep step, CancellationToken cancellationToken)
    {
        long begun = Stopwatch.GetTimestamp();
        _firstAct ??= begun;
        dialogue.Tell($"{step.Action} {step.Target}");
        journal.Append(new RunLine(journal.Run, RunEvent.StepBegin) { Step = step.Number, Action = step.Action, Target = step.Target, Cause = step.Cause });
        ActResult act;
        RecoveryStepOutcome outcome;
        try
        {
            act = recovery.Acts(options).Do(step, options.IsUnattended, options.Allow.Contains(step.Action), cancellationToken);
            outcome = act.IsRefused ? RecoveryStepOutcome.NotDone : act.Problem is null ? Verify(step, cancellationToken) : RecoveryStepOutcome.Failed;
            if (act.Problem is not null)
            {
                // What failed, or was not needed any more, may have left visitors served.
                _last = prober.Look(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            const string stopped = "It was stopped by whoever ran it.";
            journal.Append(new RunLine(journal.Run, RunEvent.StepEnd) { Step = step.Number, Action = step.Action, Target = step.Target, StepOutcome = RecoveryStepOutcome.Failed, Problem = stopped });
            journal.Append(new RunLine(journal.Run, RunEvent.End) { Command = options.Command, Outcome = RecoveryOutcome.NotRecovered, Summary = stopped, Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds });
            throw;
        }

        string? problem = act.Problem;
        if (outcome == RecoveryStepOutcome.Failed && act.Problem is null)
        {
            // It made nothing better: it is taken back where that can be.
            string? notUndone = act.Undo?.Invoke();
            outcome = act.Undo is null ? RecoveryStepOutcome.Done : notUndone is null ? RecoveryStepOutcome.Undone : RecoveryStepOutcome.Done;
            problem = $"It made nothing better{(notUndone is null ? string.Empty : $", and could not be taken back: {notUndone}")}.";
        }

        journal.Append(new RunLine(journal.Run, RunEvent.StepEnd) { Step = step.Number, Action = step.Action, Target = step.Target, StepOutcome = outcome, Problem = problem, Change = act.ChangeId });
        return new RecoveryStepResult { Step = step, Outcome = outcome, Problem = problem, Duration = Stopwatch.GetElapsedTime(begun), ChangeId = act.ChangeId };
    }

    // Workers may need a moment for their first answer. What is better than before is kept.
    private RecoveryStepOutcome Verify(RecoveryStep step, CancellationToken cancellationToken)
    {
        HashSet<string> failed = [.. _last.Where(probe => !probe.Passed).Select(probe => probe.Target)];
        bool isWell = Wait.Until(() => GatewayRecovery.IsWell(_last = prober.Look(cancellationToken)), Grace, Pause, cancellationToken);
        bool isBetter = _last.Count(probe => !probe.Passed) < failed.Count;
        bool isPreparing = step.Action is RecoveryAction.CreateRuntimeDirectory or RecoveryAction.RestoreConfiguration;
        return isWell ? RecoveryStepOutcome.Recovered : isBetter || isPreparing ? RecoveryStepOutcome.Done : RecoveryStepOutcome.Failed;
    }

    private string? Refusal(RecoveryStep step) =>
        options.Deny.Contains(step.Action) ? $"-Deny names {step.Action}."
        : !Environment.IsPrivilegedProcess && step.Action != RecoveryAction.ContinueProcess ? "It takes root: run it as root."
        : journal.NotOnDisk is { } problem && step.Action != RecoveryAction.StartService ? $"The journal cannot be kept on the disk ({problem}): only a service that failed is started then."
        : options.IsUnattended && step.Endpoint is { } endpoint && failure.Answering.Contains(endpoint.ToString()) ? $"{endpoint} answered at one of the looks: its failure is not confirmed."
        : options.IsUnattended && !step.IsAllowedAlone && !options.Allow.Contains(step.Action) ? step.NotAloneReason ?? "It takes a person."
        : !_isEvidenceSaved && step.Action != RecoveryAction.StartService && options.IsUnattended ? "The evidence could not be saved: only a service that failed is started then."
        : null;

    private static RecoveryStepResult NotDone(RecoveryStep step, RecoveryStepOutcome outcome, string reason) => new() { Step = step, Outcome = outcome, Problem = reason };

    private RecoveryResult Conclude(RecoveryResult result, RecoveryPlan plan)
    {
        bool isHealthy = GatewayRecovery.IsWell(_last);
        bool isCured = _done.Any(step => step.Outcome == RecoveryStepOutcome.Recovered);
        string acts = string.Join(", ", _done.Where(step => step.IsMending).Select(step => Words(step.Step)));
        bool hasActed = _done.Any(step => step.Outcome is not (RecoveryStepOutcome.NotDone or RecoveryStepOutcome.Declined));
        RecoveryOutcome outcome = isHealthy ? RecoveryOutcome.Recovered
            : hasActed ? RecoveryOutcome.NotRecovered
            : _done.Any(step => step.Outcome == RecoveryStepOutcome.Declined) ? RecoveryOutcome.Declined
            : _isFlapping ? RecoveryOutcome.Flapping
            : _holds.Count > 0 ? RecoveryOutcome.Held
            : RecoveryOutcome.PersonNeeded;

        // Of several causes one may be mended, and another left.
        Finding? left = isHealthy ? null : (result with { After = _last }).Remaining;
        string cause = (left ?? plan.Diagnosis?.Findings.FirstOrDefault()) is { } first ? $"{first.Cause}: {first.Title}{Others(plan, first, isHealthy)}" : GatewayRecovery.Failing(result.Before);
        bool isOther = left is not null && hasActed && !_done.Any(step => step.Step.Cause == left.Cause && step.Outcome is not (RecoveryStepOutcome.NotDone or RecoveryStepOutcome.Declined));

        // How long a person thinks before the first act is none of it.
        TimeSpan? toRecover = isHealthy ? Stopwatch.GetElapsedTime(options.IsUnattended ? confirmed : _firstAct ?? confirmed) : null;
        string ending = outcome switch
        {
            RecoveryOutcome.Recovered => !isCured ? $"it answers again{(hasActed ? string.Empty : result.Interrupted is null ? ", and this run did nothing" : ", after a recovery that was killed")}" : $"mended by {acts} in {toRecover!.Value.TotalSeconds:0.0} s",
            RecoveryOutcome.NotRecovered when isOther => $"it takes a person. {Mended(result, acts)}",
            RecoveryOutcome.NotRecovered => $"not mended by {string.Join(", ", _done.Where(step => step.Outcome is not (RecoveryStepOutcome.NotDone or RecoveryStepOutcome.Declined)).Select(step => Words(step.Step)))}",
            RecoveryOutcome.Declined => "nothing was done: a person said no",
            RecoveryOutcome.Flapping => "nothing was done: it was mended too often of late",
            RecoveryOutcome.Held => $"nothing was done. {_holds[0]}",
            _ => $"nothing was done: it takes a person{(_done.FirstOrDefault(step => step.Problem is not null)?.Problem is { } reason ? $". {reason}" : string.Empty)}",
        };
        return GatewayRecovery.Ended(
            result with
            {
                Steps = [.. _done],
                After = _last,
                IsHealthy = isHealthy,
                TimeToRecover = toRecover,
                Holds = [.. _holds.Distinct()],
                LeftToDo = [.. isHealthy ? Beside(plan) : LeftToDo(plan), .. _isEvidenceSaved ? [] : new[] { recovery.Evidence.Room }],
            },
            outcome,
            $"{cause}; {ending}",
            start);
    }

    // What else was mended by the same run.
    private string Others(RecoveryPlan plan, Finding first, bool isHealthy)
    {
        IEnumerable<Cause> others = !isHealthy ? [] : _done.Where(step => step.IsMending).Select(step => step.Step.Cause).Where(cause => cause != first.Cause).Distinct();
        return string.Concat(others.Select(cause => Array.Find(plan.Diagnosis!.Findings, finding => finding.Cause == cause)).OfType<Finding>().Select(other => $", and {other.Cause}: {other.Title}"));
    }

    private string Mended(RecoveryResult result, string acts)
    {
        Cause[] causes = [.. _done.Where(step => step.IsMending).Select(step => step.Step.Cause).Distinct()];
        return acts.Length > 0 && (result with { After = _last }).IsAnyBack
            ? $"{acts} mended the rest ({string.Join(", ", causes)})"
            : $"{string.Join(", ", _done.Where(step => step.Outcome is not (RecoveryStepOutcome.NotDone or RecoveryStepOutcome.Declined)).Select(step => Words(step.Step)))} made nothing better";
    }

    // Visitors are served, and the next thing may fail all the same.
    private IEnumerable<Remedy> Beside(RecoveryPlan plan) => (plan.Diagnosis?.Findings ?? [])
        .Where(finding => finding.IsPresent && OfMachine.Contains(finding.Cause) && _done.All(step => step.Step.Cause != finding.Cause))
        .SelectMany(finding => finding.Remedies)
        .DistinctBy(remedy => (remedy.Description, remedy.Command));

    private IEnumerable<Remedy> LeftToDo(RecoveryPlan plan)
    {
        Remedy[] known = [.. Known(plan)];
        if (known.Length == 0 && plan.Diagnosis is { Findings: [{ Remedies.Length: > 0 } cause, ..] })
        {
            // What was tried and failed is found out first, then as for anybody.
            known =
            [
                .. _done.Where(step => step.Outcome == RecoveryStepOutcome.Failed && ServiceSystem.IsSystemd && step.Step.Action is RecoveryAction.StartService or RecoveryAction.RestartService)
                    .Select(step => new Remedy("See why it does not start.", $"journalctl -u {PasteText.Shell(step.Step.Target)} -n 20 --no-pager")),
                .. cause.Remedies,
            ];
        }

        return known.Length > 0 ? known : [new Remedy("Its cause was not found: see what was looked at, and what was not seen.", "Get-502Diagnosis | Format-List")];
    }

    private IEnumerable<Remedy> Known(RecoveryPlan plan) => _done
        .Where(step => step.Outcome is RecoveryStepOutcome.NotDone or RecoveryStepOutcome.Declined)
        .Select(step => step.Step.ByHand(step.Problem is { } problem && _holds.Contains(problem) ? null : step.Problem))
        .Concat(plan.LeftToPerson.SelectMany(finding => finding.Remedies))
        .DistinctBy(remedy => (remedy.Description, remedy.Command));

    private static string Words(RecoveryStep step) => $"{step.Action} {step.Target}";
}
