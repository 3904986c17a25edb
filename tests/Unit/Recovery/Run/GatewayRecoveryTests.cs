using System.Diagnostics;
using Nginx502.Linux;
using Nginx502.Recovery;
using Nginx502.UnitTests.Linux;

namespace Nginx502.UnitTests.Recovery.Run;

/// <summary>Before a recovery acts: the failure has lasted, it is looked at once more with the lock, and nobody else works on the machine.</summary>
public sealed class GatewayRecoveryTests
{
    // The last look of each comes after the lock was taken.
    [Theory]
    [InlineData(true, 2)]
    [InlineData(true, 3)]
    [InlineData(true, 4)]
    [InlineData(false, 2)]
    public void WhatAnswersAgainBeforeTheActIsLeftAlone(bool isUnattended, int answered)
    {
        using var lab = new RecoveryLab(look => look >= answered);

        RecoveryResult result = lab.Recovery().Run(lab.Options(isUnattended), new SilentDialogue(), out _)!;

        Assert.Equal((RecoveryOutcome.Recovered, true, answered), (result.Outcome, result.IsHealthy, lab.Pool.Looks));
        Assert.EndsWith(": this run did nothing.", result.Summary, StringComparison.Ordinal);
        Assert.Empty(result.Steps);
        Assert.False(lab.HasActed);
        Assert.Empty(Assert.Single(lab.Recovery().Read().Runs).Acts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheLastLookIsMadeWithTheLock(bool isUnattended)
    {
        bool isLocked = false;
        using var lab = new RecoveryLab(_ => isLocked);
        var calls = new InterceptedCalls { After = (_, name) => isLocked |= name == nameof(IFileCalls.Lock) };

        RecoveryResult result = lab.Recovery(calls).Run(lab.Options(isUnattended), new SilentDialogue(), out _)!;

        Assert.Equal((RecoveryOutcome.Recovered, isUnattended ? 4 : 2), (result.Outcome, lab.Pool.Looks));
        Assert.False(lab.HasActed);
    }

    [Theory]
    [InlineData(false, false, false, "and nginx does not lead there any more")]
    [InlineData(true, false, false, "and answers again")]
    [InlineData(false, true, false, "and answers again")]
    [InlineData(false, false, true, "and answers again")]
    public void WhatIsAskedNoMoreDidNotAnswerAgain(bool isStillAsked, bool isNginx, bool isSite, string expected)
    {
        var failed = new RecoveryProbe("unix:/run/php/old.sock", false, "Nobody listens.", DateTime.Now, TimeSpan.Zero) { IsNginx = isNginx, IsSite = isSite };
        var other = new RecoveryProbe("unix:/run/php/new.sock", true, "Answers.", DateTime.Now, TimeSpan.Zero);

        Assert.Equal(expected, GatewayRecovery.Again([failed, other], isStillAsked ? [failed with { Passed = true }, other] : [other]));
    }

    [Theory]
    [InlineData(true, 1, "a answers without a master", "and a master looks after that again")]
    [InlineData(true, 2, "a and 1 more answer without a master", "and a master looks after that again")]
    [InlineData(false, 2, "a and 1 more failed", "and answers again")]
    public void WhatFailedIsSaidInASentence(bool isMasterGone, int count, string failing, string again)
    {
        RecoveryProbe[] before = [.. new[] { "a", "b" }.Take(count).Select(target => new RecoveryProbe(target, Passed: false, string.Empty, DateTime.Now, TimeSpan.Zero) { IsMasterGone = isMasterGone })];

        Assert.Equal((failing, again), (GatewayRecovery.Failing(before), GatewayRecovery.Again(before, [.. before.Select(probe => probe with { Passed = true })])));
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 2)]
    public void WhatFailsAtEveryLookIsMended(bool isUnattended, int looks)
    {
        using var lab = new RecoveryLab(look => look > looks);

        RecoveryResult result = lab.Recovery().Run(lab.Options(isUnattended), new SilentDialogue(), out _)!;

        Assert.Equal((RecoveryOutcome.Recovered, RecoveryStepOutcome.Recovered), (result.Outcome, Assert.Single(result.Steps).Outcome));
        Assert.True(lab.HasActed);
    }

    [Fact]
    public void WhatFlapsIsLeftToAPersonWhoIsToldHowToFindWhatBreaksIt()
    {
        using var lab = new RecoveryLab(_ => false);
        using (RunJournal journal = RunJournal.Open(FileCalls.Kernel, lab.State, lab.Runtime, "Invoke-502Recovery", TimeSpan.Zero, CancellationToken.None))
        {
            foreach (int step in Enumerable.Range(1, RecoveryGuard.MostActsADay))
            {
                journal.Append(new RunLine(journal.Run, RunEvent.StepBegin) { Step = step, Action = lab.Step.Action, Target = lab.Made, Cause = lab.Step.Cause });
                journal.Append(new RunLine(journal.Run, RunEvent.StepEnd) { Step = step, Action = lab.Step.Action, Target = lab.Made, StepOutcome = RecoveryStepOutcome.Done });
            }
        }

        RecoveryResult result = lab.Recovery().Run(lab.Options(isUnattended: true), new SilentDialogue(), out _)!;

        Assert.Equal((RecoveryOutcome.Flapping, "Get-502Timeline -Since 1d"), (result.Outcome, result.LeftToDo[0].Command));
        Assert.False(lab.HasActed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void APackageManagerThatDoesNotEndIsWaitedForAndReported(bool isUnattended)
    {
        using var lab = new RecoveryLab(_ => false);
        using var packages = new HeldRecordLock();
        RecoveryOptions options = lab.Options(isUnattended);
        long start = Stopwatch.GetTimestamp();

        RecoveryResult result = lab.Recovery(null, packages.Path).Run(options, new SilentDialogue(), out _)!;

        Assert.Equal((RecoveryOutcome.Held, false), (result.Outcome, result.IsHealthy));
        Assert.True(Stopwatch.GetElapsedTime(start) >= options.HoldPatience);
        Assert.StartsWith("A package manager is at work", Assert.Single(result.Holds), StringComparison.Ordinal);
        Assert.Contains(packages.Path, result.Summary, StringComparison.Ordinal);
        Assert.False(lab.HasActed);
        Assert.Empty(Assert.Single(lab.Recovery().Read().Runs).Acts);
    }

    [Fact]
    public void APackageManagerIsWaitedForTwoMinutes() => Assert.Equal(TimeSpan.FromSeconds(120), new RecoveryOptions().HoldPatience);

    [Fact]
    public void APackageManagerThatBeginsMeanwhileStopsTheAct()
    {
        using var lab = new RecoveryLab(_ => false);
        using var packages = new HeldRecordLock(isHeld: false);
        bool isTaken = false;
        var calls = new InterceptedCalls { After = (_, name) => isTaken = isTaken || (name == nameof(IFileCalls.Lock) && packages.TryTake()) };

        RecoveryResult result = lab.Recovery(calls, packages.Path).Run(lab.Options(isUnattended: true), new SilentDialogue(), out _)!;

        Assert.True(isTaken);
        Assert.Equal((RecoveryOutcome.Held, RecoveryStepOutcome.NotDone), (result.Outcome, Assert.Single(result.Steps).Outcome));
        Assert.StartsWith("A package manager is at work", result.Steps[0].Problem, StringComparison.Ordinal);
        Assert.False(lab.HasActed);
    }
}
