using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection;

/// <summary>Answers that were cut have a 200: whether the address goes well since is counted by the requests after the last line of the error log.</summary>
public sealed class WatchedAddressTests
{
    private static readonly DateTime First = new(2026, 11, 26, 3, 0, 0, DateTimeKind.Local);

    [Theory]
    [InlineData(1, "0", false)]
    [InlineData(1, "1", false)]
    [InlineData(1, "1 9", true)]
    [InlineData(1, "0 9", true)]
    [InlineData(2, "1 9", false)]
    [InlineData(2, "0 0 0 0 0 9", false)]
    public void RequestsThatEndAfterTheLineMayBeTheOnesThatWereCut(long cut, string endedAfterSeconds, bool isOver)
    {
        ErrorEvidence cause = new(Symptom.BodyTimedOut, null, null, null, null, cut, First, First, []);
        WatchedAddress[] watched = [.. WatchedAddress.Of(cause, ["/large.php"])];
        foreach (string seconds in endedAfterSeconds.Split(' '))
        {
            watched[0].Add("/large.php", First.AddSeconds(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)));
            watched[0].Add("/other.php", First.AddSeconds(9));
        }

        Assert.Equal(isOver, WatchedAddress.OutcomeOf(watched, cause)!.IsOver);
    }

    // The error log is read a moment before the access log.
    [Fact]
    public void WhatFailedAfterTheLineIsNoGoodAnswer()
    {
        ErrorEvidence cause = new(Symptom.PhpFatalError, null, null, null, null, 40, First, First.AddSeconds(40), []);
        WatchedAddress[] watched = [.. WatchedAddress.Of(cause, ["/index.php"])];
        foreach (int second in Enumerable.Range(1, 41))
        {
            watched[0].Add("/index.php", First.AddSeconds(second), isFailed: true);
        }

        Assert.False(WatchedAddress.OutcomeOf(watched, cause)!.IsOver);
        watched[0].Add("/index.php", First.AddSeconds(42));
        Assert.True(WatchedAddress.OutcomeOf(watched, cause)!.IsOver);
    }

    // The line of the answer comes after that of its failure, and is no second one.
    [Fact]
    public void AFailureIsCountedOnce()
    {
        ErrorEvidence cause = new(Symptom.PhpFatalError, null, null, null, null, 1, First, First, []);
        WatchedAddress[] watched = [.. WatchedAddress.Of(cause, ["/index.php"])];
        watched[0].Add("/index.php", First.AddSeconds(1), isFailed: true);
        Assert.Equal(0, WatchedAddress.OutcomeOf(watched, cause)!.GoodSince);

        watched[0].Add("/index.php", First.AddSeconds(5));
        Assert.Equal(1, WatchedAddress.OutcomeOf(watched, cause)!.GoodSince);
    }

    [Fact]
    public void AnAddressThatTheAccessLogDoesNotHaveTellsNothing()
    {
        ErrorEvidence cause = new(Symptom.BodyTimedOut, null, null, null, null, 1, First, First, []);

        Assert.Null(WatchedAddress.OutcomeOf([.. WatchedAddress.Of(cause, ["/large.php"])], cause));
    }
}
