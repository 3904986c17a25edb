using System.Text.RegularExpressions;

namespace Nginx502.UnitTests.Architecture;

/// <summary>docs/design/safety.md has every rule, and each claim a test that is there.</summary>
public sealed class SafetyRulesTests
{
    private const int Rules = 24;

    private static readonly string Page = File.ReadAllText(SourceTree.PathOf("docs/design/safety.md"));

    private static readonly string[] Tests = [.. SourceTree.Files("tests").Where(file => Path.GetFileName(file).Contains("Tests", StringComparison.Ordinal)).Select(File.ReadAllText)];

    [Fact]
    public void Every_rule_has_a_claim() => Assert.Equal(
        Enumerable.Range(1, Rules),
        Regex.Matches(Page, @"^\| (\d+) \|", RegexOptions.Multiline).Select(row => int.Parse(row.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).Distinct().Order());

    [Fact]
    public void Every_claim_has_a_test_that_is_there() => Assert.All(
        Page.Split('\n').Where(line => Regex.IsMatch(line, @"^\| \d+ \|")),
        row =>
        {
            Match[] named = [.. (IEnumerable<Match>)Regex.Matches(row.Split('|')[^2], @"`(\w+)\.(\w+)`")];
            Assert.NotEmpty(named);
            Assert.All(named, test => Assert.Contains(
                Tests,
                file => Regex.IsMatch(file, $@"class {test.Groups[1].Value}\b") && Regex.IsMatch(file, $@"public (async Task|void) {test.Groups[2].Value}\(")));
        });
}
