using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Guard;

/// <summary>How often may be acted: a budget for the machine, and a pause for each target that grows.</summary>
public sealed class RecoveryGuardTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TheFirstActIsAllowedWithoutAWord() => Assert.Equal(new GuardVerdict(true, false, null, null), Judge([]));

    [Theory]
    [InlineData(new[] { 0.5 }, false)]
    [InlineData(new[] { 1.1 }, true)]
    [InlineData(new[] { 20, 4.0 }, false)]
    [InlineData(new[] { 20, 5.1 }, true)]
    [InlineData(new[] { 90, 80, 14.0 }, false)]
    [InlineData(new[] { 90, 80, 15.1 }, true)]
    [InlineData(new[] { 300, 200, 100, 59.0 }, false)]
    [InlineData(new[] { 300, 200, 100, 61.0 }, true)]
    public void ThePauseGrows(double[] minutesAgo, bool isAllowed)
    {
        GuardVerdict verdict = Judge(minutesAgo);

        Assert.Equal((isAllowed, false), (verdict.IsAllowed, verdict.IsFlapping));
        Assert.NotNull(verdict.Reason);
        Assert.Equal(!isAllowed, verdict.Next is not null);
    }

    [Fact]
    public void FiveTimesADayIsFlappingAndLeftToAPerson()
    {
        GuardVerdict verdict = Judge([1400, 1100, 800, 500, 200]);

        Assert.Equal((false, true), (verdict.IsAllowed, verdict.IsFlapping));
        Assert.Contains("Resume-502Monitor -Reset", verdict.Reason, StringComparison.Ordinal);
        Assert.Equal(["php8.2-fpm"], Guard([1400, 1100, 800, 500, 200]).Budget.Flapping);
    }

    [Theory]
    [InlineData(new[] { 50, 40, 30, 20, 10.0 }, null)]
    [InlineData(new[] { 70, 50, 40, 30, 20, 10.0 }, null)]
    [InlineData(new[] { 50, 40, 30, 20, 10, 0.0 }, 10.0)]
    [InlineData(new[] { 55, 50, 40, 30, 20, 10, 0.0 }, 10.0)]
    public void WhenTheHourIsSpentIsTold(double[] minutesAgo, double? minutesLeft) =>
        Assert.Equal(minutesLeft, (Guard(minutesAgo).SpentUntil - Now)?.TotalMinutes);

    [Fact]
    public void WhatIsOlderThanADayIsForgotten() => Assert.True(Judge([1500, 1490, 1480, 1470, 1460]).IsAllowed);

    [Fact]
    public void ActsOnOthersCountForTheMachine()
    {
        RunLine[] lines = [.. Enumerable.Range(1, 6).Select(number => Act($"other{number}", number))];

        GuardVerdict verdict = new RecoveryGuard(lines, Now).Judge("php8.2-fpm", Cause.FpmCrashed);

        Assert.Equal((false, false), (verdict.IsAllowed, verdict.IsFlapping));
        Assert.Equal(Now.AddMinutes(54).LocalDateTime, verdict.Next);
        Assert.True(new RecoveryGuard(lines[1..], Now).Judge("php8.2-fpm", Cause.FpmCrashed).IsAllowed);
    }

    // Six of an hour and a pause of a target: it is tried no sooner than both allow.
    [Theory]
    [InlineData(new[] { 50.0, 49, 48, 47, 46 }, 0.5, 10)]
    [InlineData(new[] { 59.9, 49, 48, 47, 46 }, 0.5, 0.5)]
    public void OfThePauseAndTheLimitTheLaterHolds(double[] othersMinutesAgo, double minutesAgo, double freeInMinutes)
    {
        RunLine[] lines = [.. othersMinutesAgo.Select((minutes, number) => Act($"other{number}", minutes)), Act("php8.2-fpm", minutesAgo)];

        Assert.Equal(Now.AddMinutes(freeInMinutes).LocalDateTime, new RecoveryGuard(lines, Now).Judge("php8.2-fpm", Cause.FpmCrashed).Next);
    }

    // The directory alone serves nobody: the start after it must not fall to a limit that the directory used up.
    [Fact]
    public void ADirectoryThatIsMadeIsNoActOfItsOwn()
    {
        RunLine[] lines = [.. Enumerable.Range(1, 5).Select(number => Act($"other{number}", number)), Act("/run/php", 0) with { Action = RecoveryAction.CreateRuntimeDirectory }];

        Assert.True(new RecoveryGuard(lines, Now).Judge("php8.2-fpm", Cause.RuntimeDirectoryMissing).IsAllowed);
        Assert.Equal(5, new RecoveryGuard(lines, Now).Budget.ActsInLastHour);
    }

    [Fact]
    public void WhatWasForgottenIsNotOfTheDay()
    {
        RunLine[] lines = [Act("php8.2-fpm", 9), new RunLine(0, RunEvent.Reset) { Time = Now.AddMinutes(-5) }, Act("php8.2-fpm", 0.5)];

        Assert.Contains($"(once since {Now.AddMinutes(-5).LocalDateTime:MM-dd HH:mm:ss})", new RecoveryGuard(lines, Now).Judge("php8.2-fpm", Cause.FpmCrashed).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void APersonHasThemForgotten()
    {
        RunLine[] lines = [Act("php8.2-fpm", 3), Act("php8.2-fpm", 2), new RunLine(0, RunEvent.Reset) { Time = Now.AddMinutes(-1) }];

        Assert.True(new RecoveryGuard(lines, Now).Judge("php8.2-fpm", Cause.FpmCrashed).IsAllowed);
        Assert.Equal(0, new RecoveryGuard(lines, Now).Budget.ActsInLastHour);
    }

    // A clock that was set back shows acts of the future: they are as old as the first line that was written since.
    [Theory]
    [InlineData(new double[0], false)]
    [InlineData(new[] { 4.9 }, false)]
    [InlineData(new[] { 5.1, 0 }, true)]
    public void ActsOfTheFutureCountFromTheFirstRunAfterwards(double[] runs, bool isAllowed)
    {
        RunLine[] lines = [Act("php8.2-fpm", -50000), Act("php8.2-fpm", -60000), .. runs.Select((minutes, index) => new RunLine(index + 3, RunEvent.End) { Time = Now.AddMinutes(-minutes) })];

        Assert.Equal(isAllowed, new RecoveryGuard(lines, Now).Judge("php8.2-fpm", Cause.FpmCrashed).IsAllowed);
    }

    [Fact]
    public void AClockThatWasWrongForAMomentHidesNothingBefore() =>
        Assert.Equal(2, new RecoveryGuard([Act("php8.2-fpm", 20), Act("php8.2-fpm", -50000), new RunLine(3, RunEvent.End) { Time = Now }], Now).Budget.ActsInLastHour);

    // A person who restarts something by name does not say that it breaks; it counts as an act all the same.
    [Fact]
    public void WhatPeopleAskForIsNoFlapping()
    {
        RunLine[] lines = [.. new[] { 1400, 1100, 800, 500, 200 }.SelectMany((minutes, run) => new[]
        {
            new RunLine(run + 1, RunEvent.Begin) { Time = Now.AddMinutes(-minutes), Command = "Restart-GatewayService" },
            Act("php8.2-fpm", minutes) with { Run = run + 1 },
        })];

        Assert.True(new RecoveryGuard(lines, Now).Judge("php8.2-fpm", Cause.FpmCrashed).IsAllowed);
        Assert.Empty(new RecoveryGuard(lines, Now).Budget.Flapping);
        Assert.False(new RecoveryGuard(lines, Now.AddMinutes(-199.5)).Judge("php8.2-fpm", Cause.FpmCrashed).IsAllowed);
        Assert.True(new RecoveryGuard(lines, Now.AddMinutes(-198.5)).Judge("php8.2-fpm", Cause.FpmCrashed).IsAllowed);
    }

    // Whoever asked was told what to mend first, and nothing was touched.
    [Fact]
    public void WhatWasRefusedIsNoAct()
    {
        RunLine[] lines =
        [
            new RunLine(1, RunEvent.Begin) { Time = Now.AddMinutes(-0.5), Command = "Restart-GatewayService" },
            Act("php8.2-fpm", 0.5) with { Run = 1, Step = 1 },
            new RunLine(1, RunEvent.StepEnd) { Time = Now.AddMinutes(-0.5), Step = 1, StepOutcome = RecoveryStepOutcome.NotDone },
        ];

        Assert.True(new RecoveryGuard(lines, Now).Judge("php8.2-fpm", Cause.FpmCrashed).IsAllowed);
        Assert.Equal(0, new RecoveryGuard(lines, Now).Budget.ActsInLastHour);
    }

    [Fact]
    public void AResetOfTheFutureForgetsWhatStandsBeforeItAlone()
    {
        RunLine[] lines = [Act("php8.2-fpm", 3), new RunLine(0, RunEvent.Reset) { Time = Now.AddMinutes(90) }, Act("php8.2-fpm", 0.5)];

        Assert.False(new RecoveryGuard(lines, Now).Judge("php8.2-fpm", Cause.FpmCrashed).IsAllowed);
        Assert.Equal(1, new RecoveryGuard(lines, Now).Budget.ActsInLastHour);
    }

    [Fact]
    public void AnotherCauseIsAnotherTroubleWithinTheSameBudget()
    {
        RunLine[] lines = [Act("php8.2-fpm", 3) with { Cause = Cause.FpmCrashed }, Act("php8.2-fpm", 2) with { Cause = Cause.FpmCrashed }];
        var guard = new RecoveryGuard(lines, Now);

        Assert.False(guard.Judge("php8.2-fpm", Cause.FpmCrashed).IsAllowed);
        Assert.True(guard.Judge("php8.2-fpm", Cause.RuntimeDirectoryMissing).IsAllowed);
        Assert.Equal([$"php8.2-fpm for FpmCrashed until {Now.AddMinutes(3).LocalDateTime:HH:mm:ss}"], guard.Budget.Paused);

        // Five a day are all, whatever for.
        RunLine[] all = [.. new[] { Cause.FpmCrashed, Cause.RuntimeDirectoryMissing, Cause.SocketFileDeleted, Cause.OrphanWorkers, Cause.FpmStuck }.Select((cause, index) => Act("php8.2-fpm", 600 - (index * 100)) with { Cause = cause })];
        Assert.True(new RecoveryGuard(all, Now).Judge("php8.2-fpm", Cause.FpmCrashed).IsFlapping);
    }

    [Fact]
    public void TheBudgetIsTold() => Assert.Equal("2 of 6 in the last hour", Guard([90, 30, 20]).Budget.ToString());

    private static GuardVerdict Judge(double[] minutesAgo) => Guard(minutesAgo).Judge("php8.2-fpm", Cause.FpmCrashed);

    private static RecoveryGuard Guard(double[] minutesAgo) => new([.. minutesAgo.Select(minutes => Act("php8.2-fpm", minutes))], Now);

    private static RunLine Act(string target, double minutesAgo) =>
        new(1, RunEvent.StepBegin) { Time = Now.AddMinutes(-minutesAgo), Action = RecoveryAction.StartService, Target = target, Step = 1 };
}
