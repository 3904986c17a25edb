using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection;

/// <summary>Whether a trouble is over is told by what the same addresses got since.</summary>
public sealed class RequestOutcomeTests
{
    [Theory]
    [InlineData("xx", false)]
    [InlineData("xx.", true)]
    [InlineData("x.x.x.x.", false)]
    [InlineData("x.x.x.x......", true)]
    [InlineData("x.........x....", false)]
    [InlineData("x.........x................................", true)]
    public void WhatFailedAlwaysIsOverSoonerThanWhatFailedNowAndThen(string answers, bool isOver)
    {
        var outcomes = new RequestOutcomes();
        foreach (char answer in answers)
        {
            outcomes.Add("/cart", answer == 'x');
        }

        Assert.Equal(isOver, outcomes.Of(["/cart"])!.IsOver);
    }

    [Fact]
    public void AnAddressThatNobodyAskedForAgainDecidesNothingBesideOneThatWasAsked()
    {
        var outcomes = new RequestOutcomes();
        outcomes.Add("/hold", true);
        outcomes.Add("/hello", true);
        outcomes.Add("/hello", true);
        outcomes.Add("/hello", false);

        Assert.True(outcomes.Of(["/hold", "/hello"])!.IsOver);
        Assert.False(outcomes.Of(["/hold"])!.IsOver);
        Assert.Null(outcomes.Of(["/other"]));
    }

    [Fact]
    public void AnAddressThatStillFailsIsNotHiddenByOneThatWorks()
    {
        var outcomes = new RequestOutcomes();
        for (int i = 0; i < 3; i++)
        {
            outcomes.Add("/cart", true);
        }

        outcomes.Add("/list", true);
        outcomes.Add("/list", false);

        Assert.False(outcomes.OfAll()!.IsOver);
    }
}
