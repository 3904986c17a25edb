using System.Diagnostics;
using System.Globalization;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Run;

/// <summary>Nobody acts unattended on a failure that was seen once: it has to last, at every look.</summary>
public sealed class FailureConfirmationTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    [Fact]
    public void TenSecondsAreLong() => Assert.True(new RecoveryOptions().Confirmation >= TimeSpan.FromSeconds(10));

    [Fact]
    public void AFailureLastsWhenTwoMoreLooksFailOverTheTime()
    {
        using var pool = new ScriptedPool(_ => false);
        FailureConfirmation confirmation = Begin(pool, Short, out RecoveryProbe[] first);
        long start = Stopwatch.GetTimestamp();

        ConfirmedFailure failure = Assert.IsType<ConfirmedFailure>(confirmation.Confirm(first, () => PlanAt(pool.Looks), CancellationToken.None));

        Assert.True(Stopwatch.GetElapsedTime(start) >= Short);
        Assert.Equal(3, pool.Looks);
        Assert.Empty(failure.Answering);

        // It was kept when it was first seen, and not when it was known to last.
        Assert.Equal(new IncidentFile("looks", "1"), Assert.Single(failure.FirstEvidence));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void AnAnswerAtOneOfTheLooksEndsIt(int answered)
    {
        using var pool = new ScriptedPool(look => look == answered);
        FailureConfirmation confirmation = Begin(pool, Short, out RecoveryProbe[] first);

        Assert.Null(confirmation.Confirm(first, () => PlanAt(pool.Looks), CancellationToken.None));

        Assert.Equal(answered, pool.Looks);
        Assert.True(Assert.Single(confirmation.Last).Passed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WhatAnsweredOnceIsRememberedWhereAnotherFailsAllTheTime(int answered)
    {
        using var pool = new ScriptedPool(look => look == answered, others: 1);
        FailureConfirmation confirmation = Begin(pool, Short, out RecoveryProbe[] first);

        ConfirmedFailure failure = Assert.IsType<ConfirmedFailure>(confirmation.Confirm(first, () => PlanAt(pool.Looks), CancellationToken.None));

        Assert.Equal([pool.Endpoint.ToString()], failure.Answering);
    }

    [Fact]
    public void WhatTheLastLookMayConfirmIsPlannedBeforeIt()
    {
        using var pool = new ScriptedPool(_ => false);
        FailureConfirmation confirmation = Begin(pool, TimeSpan.FromSeconds(2), out RecoveryProbe[] first);

        ConfirmedFailure failure = Assert.IsType<ConfirmedFailure>(confirmation.Confirm(first, () => PlanAt(pool.Looks), CancellationToken.None));

        Assert.Equal(new IncidentFile("looks", "2"), Assert.Single(Assert.IsType<PlanWithEvidence>(failure.PlanFor(confirmation.Last)).Evidence));
    }

    [Fact]
    public void WhereALookAtTheMachineTakesLongNothingIsPlannedInTheWait()
    {
        using var pool = new ScriptedPool(_ => false);
        FailureConfirmation confirmation = Begin(pool, TimeSpan.FromSeconds(2), out RecoveryProbe[] first);

        ConfirmedFailure failure = Assert.IsType<ConfirmedFailure>(confirmation.Confirm(
            first,
            () =>
            {
                Thread.Sleep(600);
                return PlanAt(pool.Looks);
            },
            CancellationToken.None));

        Assert.Null(failure.Prepared);
    }

    [Fact]
    public void WhoStopsItIsNotKeptWaiting()
    {
        using var pool = new ScriptedPool(_ => false);
        using var stopping = new CancellationTokenSource();
        FailureConfirmation confirmation = Begin(pool, TimeSpan.FromDays(1), out RecoveryProbe[] first);

        Assert.Throws<OperationCanceledException>(() => confirmation.Confirm(
            first,
            () =>
            {
                stopping.CancelAfter(Short);
                return PlanAt(pool.Looks);
            },
            stopping.Token));

        Assert.Equal(1, pool.Looks);
    }

    private static PlanWithEvidence PlanAt(int looks) => new(new RecoveryPlan(), [new IncidentFile("looks", looks.ToString(CultureInfo.InvariantCulture))]);

    private static FailureConfirmation Begin(ScriptedPool pool, TimeSpan duration, out RecoveryProbe[] first)
    {
        var prober = new RecoveryProber(pool.Target, []);
        first = prober.Look(CancellationToken.None);
        return new FailureConfirmation(prober, duration);
    }
}
