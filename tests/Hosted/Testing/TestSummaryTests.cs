using System.Xml.Linq;
using Nginx502.Build.Testing;

namespace Nginx502.HostedTests.Testing;

/// <summary>How the task Test sums up: nothing that failed, or did not run, may look like a success.</summary>
public sealed class TestSummaryTests
{
    private const string Trx = """
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
          <UnitTestResult testName="a.good" outcome="Passed" />
          <UnitTestResult testName="a.bad" outcome="Failed"><Output><ErrorInfo><Message>1 is not 2</Message><StackTrace>at a.bad() in a.cs:line 5</StackTrace></ErrorInfo></Output></UnitTestResult>
          <UnitTestResult testName="a.skipped" outcome="NotExecuted" />
          <UnitTestResult testName="a.slow" outcome="Timeout" />
          <UnitTestResult testName="a.lost" />
        </Results></TestRun>
        """;

    [Fact]
    public void ResultsAreReadFromTheFile()
    {
        IReadOnlyList<TestResult> results = TrxFile.Parse(XDocument.Parse(Trx));
        Assert.Equal(
            [TestOutcome.Passed, TestOutcome.Failed, TestOutcome.Skipped, TestOutcome.Failed, TestOutcome.Failed],
            results.Select(result => result.Outcome));
        Assert.Equal("1 is not 2\nat a.bad() in a.cs:line 5", results[1].Message);
    }

    [Fact]
    public void TheLastLineHasTheNumbers()
    {
        var summary = new TestSummary { NeedPwsh = 3 };
        summary.Add(TrxFile.Parse(XDocument.Parse(Trx)));
        summary.Add(passed: 10, failed: 0);
        string[] lines = Print(summary);
        Assert.Equal("11 passed, 3 failed, 1 skipped", lines[^1]);
        Assert.Equal("3 Pester tests need pwsh and were not run", lines[^2]);
        Assert.Contains("FAILED a.bad", lines);
        Assert.Contains("  1 is not 2", lines);
    }

    [Fact]
    public void WithoutSkippedTestsTheyAreNotMentioned()
    {
        var summary = new TestSummary();
        summary.Add([new TestResult("a", TestOutcome.Passed, "")]);
        Assert.Equal("1 passed, 0 failed", Print(summary)[^1]);
    }

    [Fact]
    public void ARunThatBrokeCountsAsFailed()
    {
        var summary = new TestSummary();
        summary.AddBrokenRun("Unit: no test was run");
        string[] lines = Print(summary);
        Assert.Equal("0 passed, 1 failed", lines[^1]);
        Assert.Contains("FAILED Unit: no test was run", lines);
    }

    private static string[] Print(TestSummary summary)
    {
        using var output = new StringWriter { NewLine = "\n" };
        summary.Print(output);
        return output.ToString().TrimEnd('\n').Split('\n');
    }
}
