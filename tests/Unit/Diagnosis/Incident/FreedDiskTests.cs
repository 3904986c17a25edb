using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>A disk that was full and is not any more is over at once; one that nobody looked at may be full still.</summary>
public sealed class FreedDiskTests
{
    [Theory]
    [InlineData(60, 2, true)]
    [InlineData(60, 30, false)]
    [InlineData(0, 30, true)]
    public void SpaceThatIsSeenEndsIt(int available, int seconds, bool isPresent) =>
        Assert.Equal(isPresent, Full(Machine with { FileSystems = [Disk(100, available, available, 500)] }, seconds).IsPresent);

    [Fact]
    public void WhatNobodyLookedAtMayBeFullStill() => Assert.True(Full(null, 30).IsPresent);

    // The logs have a file system of their own: nothing else is written there.
    [Theory]
    [InlineData("logs of nginx", "logs miss lines.")]
    [InlineData("temporary files of nginx, logs of nginx, sessions", "buffered requests and answers fail or are cut, sessions cannot be saved, and logs miss lines.")]
    [InlineData("sockets of php-fpm", "what is written there fails.")]
    public void ItSaysWhatFailsByWhatLiesThere(string uses, string expected) => Assert.EndsWith(
        $"There is no space left on /: {expected}", Full(Machine with { FileSystems = [Disk(100, 0, 0, 500) with { Uses = uses.Split(", ") }] }, 2).Explanation, StringComparison.Ordinal);

    private static Finding Full(GatewayResourceFacts? resources, int seconds) => Assert.Single(
        Diagnoser.Diagnose(Healthy with { Resources = resources, Errors = [Error(Symptom.DiskFull, 500, 40, Now.AddSeconds(-seconds)) with { First = Now.AddMinutes(-30) }] }).Findings,
        finding => finding.Cause == Cause.DiskFull);
}
