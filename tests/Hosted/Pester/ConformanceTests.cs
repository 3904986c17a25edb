using System.Text.Json;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Pester;

/// <summary>The dialect judges as Pester does: its verdicts on the conformance tests are those that tests/Pester/Run.ps1 stored from the real one.</summary>
public sealed class ConformanceTests
{
    private static readonly Lazy<Dictionary<string, string>> Judged = new(() => Run().Tests.ToDictionary(test => test.Path, test => test.Failure is null ? "Passed" : "Failed"));

    public static TheoryData<string, string> Expected
    {
        get
        {
            string[] needPwsh = [.. PesterFile.Discover(FilePath).Tests.Where(test => test.NeedsPwsh).Select(test => test.Path)];
            var expected = new TheoryData<string, string>();
            foreach ((string test, string verdict) in Stored().Where(stored => !needPwsh.Contains(stored.Key)))
            {
                expected.Add(test, verdict);
            }

            return expected;
        }
    }

    private static string FilePath => Path.Combine(Package.Repository, "tests", "Pester", "Conformance.Tests.ps1");

    [Theory]
    [MemberData(nameof(Expected))]
    public void Verdict_is_that_of_Pester(string test, string verdict) => Assert.Equal(verdict, Judged.Value.GetValueOrDefault(test, "no such test"));

    [Fact]
    public void No_test_is_without_a_stored_verdict() => Assert.Empty(Judged.Value.Keys.Except(Stored().Keys));

    [Fact]
    public void Both_verdicts_are_among_the_stored() => Assert.Equal(["Failed", "Passed"], Stored().Values.Distinct().Order());

    [Fact]
    public void Tests_that_need_pwsh_are_not_among_the_judged() =>
        Assert.DoesNotContain(Judged.Value.Keys, test => test.StartsWith("Only with pwsh.", StringComparison.Ordinal));

    [Fact]
    public void Only_blocks_that_fail_on_purpose_fail() =>
        Assert.Equal(
            ["Hooks that fail.BeforeAll fails", "Hooks that fail.BeforeAll fails.nested", "Hooks that fail.AfterAll throws"],
            Run().Blocks.Where(block => block.Failure is not null).Select(block => block.Path));

    private static PesterNode Run() => PesterFile.Run(FilePath);

    private static Dictionary<string, string> Stored() =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Package.TestData("pester", "conformance.expected.json")))!;
}
