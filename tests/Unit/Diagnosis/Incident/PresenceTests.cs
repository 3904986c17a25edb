using Nginx502.Diagnosis;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>A log knows the past alone: what goes on is told by how often its lines came, and by what was loaded since.</summary>
public sealed class PresenceTests
{
    private static readonly DateTime Now = new(2026, 11, 26, 3, 0, 0, DateTimeKind.Local);

    [Theory]
    [InlineData(1, 0, 60, true)]
    [InlineData(1, 0, 180, false)]
    [InlineData(600, 60, 10, true)]
    [InlineData(600, 60, 30, false)]
    [InlineData(10, 300, 60, true)]
    [InlineData(10, 300, 121, false)]
    public void ItGoesOnAsLongAsItsLinesUsuallyTake(long count, int lastedSeconds, int agoSeconds, bool goesOn)
    {
        DateTime last = Now.AddSeconds(-agoSeconds);

        Assert.Equal(goesOn, Presence.GoesOn(Now, last.AddSeconds(-lastedSeconds), last, count, null));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0.9, true)]
    [InlineData(1, false)]
    [InlineData(5, false)]
    public void WhatWasLoadedSinceEndsIt(double loadedAfterSeconds, bool goesOn)
    {
        DateTime last = Now.AddSeconds(-6);

        Assert.Equal(goesOn, Presence.GoesOn(Now, last, last, 1, last.AddSeconds(loadedAfterSeconds)));
    }

    [Theory]
    [InlineData(18, 180, 15, true)]
    [InlineData(18, 180, 40, false)]
    [InlineData(3, 20, 25, false)]
    [InlineData(5, 600, 130, false)]
    public void WhatComesSeldomIsNotOverForThat(long count, int lastedMinutes, int agoMinutes, bool goesOn)
    {
        DateTime last = Now.AddMinutes(-agoMinutes);

        Assert.Equal(goesOn, Presence.GoesOn(Now, last.AddMinutes(-lastedMinutes), last, count, null, isUntried: true));
        Assert.False(Presence.GoesOn(Now, last.AddMinutes(-lastedMinutes), last, count, null));
    }

    // Nobody has to wait for what does not come: others came, and were served.
    [Theory]
    [InlineData(600, 60, 4, true)]
    [InlineData(600, 60, 6, false)]
    [InlineData(10, 300, 60, true)]
    public void WhatIsServedAgainIsOverSooner(long count, int lastedSeconds, int agoSeconds, bool goesOn)
    {
        DateTime last = Now.AddSeconds(-agoSeconds);

        Assert.Equal(goesOn, Presence.GoesOn(Now, last.AddSeconds(-lastedSeconds), last, count, null, isServed: true));
        Assert.True(Presence.GoesOn(Now, last.AddSeconds(-lastedSeconds), last, count, null));
    }

    [Fact]
    public void WhatHasNoTimeIsOver() => Assert.False(Presence.GoesOn(Now, null, null, 3, null));
}
