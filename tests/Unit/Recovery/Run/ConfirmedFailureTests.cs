using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Run;

/// <summary>What was planned before the last look serves only while it tells how things are.</summary>
public sealed class ConfirmedFailureTests
{
    [Fact]
    public void APlanServesWhileTheSameFails() => Assert.NotNull(Failure(Probe("a", false), Probe("b", true)).PlanFor([Probe("b", true), Probe("a", false)]));

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void APlanServesNoMoreOnceSomethingElseFails(bool passesA, bool passesB) =>
        Assert.Null(Failure(Probe("a", false), Probe("b", true)).PlanFor([Probe("a", passesA), Probe("b", passesB)]));

    [Fact]
    public void APlanServesNoMoreOnceItFailsOtherwise() => Assert.Null(Failure(Probe("a", false)).PlanFor([Probe("a", false) with { Detail = "the kernel refuses it" }]));

    [Fact]
    public void APlanThatSawNothingFailIsNotTaken()
    {
        RecoveryProbe[] look = [Probe("a", false)];

        Assert.Null(new ConfirmedFailure(new HashSet<string>(), [], look, new PlanWithEvidence(new RecoveryPlan { IsHealthy = true }, [])).PlanFor(look));
    }

    [Fact]
    public void WhatAPersonSeesIsPlannedThen() => Assert.Null(ConfirmedFailure.SeenByPerson.PlanFor([]));

    private static ConfirmedFailure Failure(params RecoveryProbe[] halfway) => new(new HashSet<string>(), [], halfway, new PlanWithEvidence(new RecoveryPlan(), []));

    private static RecoveryProbe Probe(string target, bool passed) => new(target, passed, string.Empty, DateTime.Now, TimeSpan.Zero);
}
