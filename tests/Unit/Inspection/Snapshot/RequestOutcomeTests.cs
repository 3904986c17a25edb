using System.Globalization;
using System.Text;
using Nginx502.Inspection;
using Nginx502.Linux;

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

    // In a log that two sites share, all good answers may be of the other one.
    [Theory]
    [InlineData("x.", "shop", true)]
    [InlineData("x.", "shop blog", false)]
    [InlineData("x....", "shop blog", false)]
    [InlineData("x...............................", "shop blog", false)]
    [InlineData("x.....", "a b c d e f g h i j", false)]
    public void ALogThatSitesShareEndsNothing(string answers, string servers, bool isOver)
    {
        string path = Path.GetTempFileName();
        try
        {
            string time = DateTime.Now.AddMinutes(-1).ToString("dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture).Remove(24, 1);
            File.WriteAllLines(path, answers.Select(answer => $"127.0.0.1 - - [{time}] \"GET / HTTP/1.1\" {(answer == 'x' ? 502 : 200)} 150 \"-\" \"curl\""), Encoding.UTF8);
            var log = new LocatedLog(new WrittenLog { Path = path, IsAccessLog = true, Presence = LogPresence.Readable, Servers = servers.Split(' ') }, FileTree.Host, path, []);
            LogEvidence read = new LogEvidenceCollector(DateTime.Now.AddHours(-1), new SnapshotGaps(), CancellationToken.None).Answers(new LocatedLogs([log], []), [], CancellationToken.None);

            Assert.Equal(isOver, read.Answers.Single(count => count.Status == 502).Outcome!.IsOver);
        }
        finally
        {
            File.Delete(path);
        }
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
    public void ItIsKnownWhetherAnybodyTriedTheAddressThatFailedLast()
    {
        var outcomes = new RequestOutcomes();
        outcomes.Add("/", true, 1);
        outcomes.Add("/", true, 2);
        outcomes.Add("/slow", true, 3);
        outcomes.Add("/", false, 4);

        Assert.True(outcomes.Of(["/", "/slow"])!.IsLastUntried);
        Assert.False(outcomes.Of(["/"])!.IsLastUntried);
        outcomes.Add("/slow", false, 5);
        Assert.False(outcomes.OfAll()!.IsLastUntried);
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
