using System.Text;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Run;

/// <summary>Lines of the journal of recoveries: each is read back as it was written, and what is none is no error.</summary>
public sealed class RunTextTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 26, 3, 12, 40, 123, TimeSpan.FromHours(1));

    private static readonly RunLine Full = new(7, RunEvent.StepEnd)
    {
        Time = Time,
        ProcessId = 4711,
        Boot = "b00t",
        Command = "Invoke-502Recovery",
        IsUnattended = true,
        Cause = Cause.FpmCrashed,
        Failing = ["unix:/run/php/a.sock", "http://shop.example/"],
        Step = 2,
        Action = RecoveryAction.StartService,
        Target = "php8.2-fpm",
        StepOutcome = RecoveryStepOutcome.Recovered,
        Problem = "It said \"no\".\nTwice.",
        Change = 3,
        Evidence = "/var/lib/nginx502/incidents/1",
        Outcome = RecoveryOutcome.Recovered,
        Summary = "mended – at once",
        Seconds = 1.25,
    };

    public static TheoryData<string> Lines => [.. new[] { Full, new RunLine(0, RunEvent.Begin) { Time = Time, Failing = [] }, Full with { Problem = "\u001b[31mred" } }.Select(line => Encoding.UTF8.GetString(RunText.Write(line)))];

    [Theory]
    [MemberData(nameof(Lines))]
    public void ALineIsReadBackAsItWasWritten(string line)
    {
        RunLine read = RunText.Read(Encoding.UTF8.GetBytes(line))!;

        Assert.Equal(line, Encoding.UTF8.GetString(RunText.Write(read)));
        Assert.DoesNotContain('\u001b', line);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public void EveryWordOfItIsKept()
    {
        RunLine read = RunText.Read(RunText.Write(Full))!;

        Assert.Equal(Full.Failing, read.Failing);
        Assert.Equal(Full with { Failing = null }, read with { Failing = null });
    }

    [Fact]
    public void APartOfALineIsNone()
    {
        byte[] line = RunText.Write(Full);

        Assert.All(Enumerable.Range(0, line.Length), length => Assert.Null(RunText.Read(line.AsSpan(0, length))));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{\"run\":1,\"event\":\"Begin\"} {}")]
    [InlineData("{\"run\":1,\"event\":\"Begin\",\"version\":2}")]
    [InlineData("{\"run\":1,\"event\":\"Danced\"}")]
    [InlineData("{\"run\":1,\"event\":\"99\"}")]
    [InlineData("{\"run\":\"one\",\"event\":\"Begin\"}")]
    [InlineData("{\"run\":1,\"event\":\"Begin\",\"failing\":\"all\"}")]
    [InlineData("{\"run\":1,\"event\":\"Begin\",\"failing\":[1]}")]
    [InlineData("{\"run\":1,\"event\":\"Begin\",\"time\":\"yesterday\"}")]
    public void WhatIsNoneIsNull(string line) => Assert.Null(RunText.Read(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void WhatALaterVersionAddsIsPassedOver() =>
        Assert.Equal(RunEvent.End, RunText.Read("{\"run\":1,\"added\":{\"a\":[1,2]},\"event\":\"End\",\"outcome\":null}"u8)!.Event);
}
