using System.Diagnostics;
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

        Assert.True(confirmation.Lasts(first, () => [new IncidentFile("first", pool.Looks.ToString(System.Globalization.CultureInfo.InvariantCulture))], CancellationToken.None));

        Assert.True(Stopwatch.GetElapsedTime(start) >= Short);
        Assert.Equal(3, pool.Looks);
        Assert.Empty(confirmation.Answering);

        // It was kept when it was first seen, and not when it was known to last.
        Assert.Equal(new IncidentFile("first", "1"), Assert.Single(confirmation.Evidence));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void AnAnswerAtOneOfTheLooksEndsIt(int answered)
    {
        using var pool = new ScriptedPool(look => look == answered);
        FailureConfirmation confirmation = Begin(pool, Short, out RecoveryProbe[] first);

        Assert.False(confirmation.Lasts(first, () => [], CancellationToken.None));

        Assert.Equal(answered, pool.Looks);
        Assert.Equal([pool.Endpoint.ToString()], confirmation.Answering);
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

        Assert.True(confirmation.Lasts(first, () => [], CancellationToken.None));

        Assert.Equal([pool.Endpoint.ToString()], confirmation.Answering);
    }

    [Fact]
    public void WhoStopsItIsNotKeptWaiting()
    {
        using var pool = new ScriptedPool(_ => false);
        using var stopping = new CancellationTokenSource();
        FailureConfirmation confirmation = Begin(pool, TimeSpan.FromDays(1), out RecoveryProbe[] first);

        Assert.Throws<OperationCanceledException>(() => confirmation.Lasts(
            first,
            () =>
            {
                stopping.CancelAfter(Short);
                return [];
            },
            stopping.Token));

        Assert.Equal(1, pool.Looks);
    }

    private static FailureConfirmation Begin(ScriptedPool pool, TimeSpan duration, out RecoveryProbe[] first)
    {
        var prober = new RecoveryProber(pool.Target, []);
        first = prober.Look(CancellationToken.None);
        return new FailureConfirmation(prober, duration);
    }
}
