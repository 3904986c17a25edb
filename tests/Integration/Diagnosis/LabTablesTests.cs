using System.Text.RegularExpressions;
using Nginx502.Lab;
using Nginx502.Lab.Incidents;
using Nginx502.Lab.LookAlikes;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>The page about the laboratory says what the laboratory does.</summary>
public sealed class LabTablesTests
{
    private const string Page = "docs/design/fault-laboratory.md";

    private static readonly Regex MeasuredTime = new(@"(?<=\| )\d+\.\d s(?= \|)", RegexOptions.CultureInvariant);

    public static TheoryData<int> Tables => [.. Enumerable.Range(0, LabTables.All.Count)];

    /// <summary>With NGINX502_LAB_WRITE set the table of the page is written anew instead.</summary>
    [Theory]
    [MemberData(nameof(Tables))]
    public void ThePageHasAll(int number)
    {
        string table = LabTables.All[number];
        string path = Path.Combine(Root(), Page);
        string text = File.ReadAllText(path);
        int start = text.IndexOf(table[..table.IndexOf('\n', StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.True(start >= 0, $"{Page} has no table that begins with {table[..40]}");
        int end = text.IndexOf("\n\n", start, StringComparison.Ordinal) + 1;
        if (Environment.GetEnvironmentVariable("NGINX502_LAB_WRITE") is not null)
        {
            File.WriteAllText(path, text[..start] + table + text[end..]);
            return;
        }

        Assert.Equal(table, MeasuredTime.Replace(text[start..end], LabTables.AnyTime));
    }

    [Fact]
    public void ThereAreAtLeastFiftyIncidents() => Assert.True(SituationCatalogue.NamesOf<Incident>().Count >= 50);

    [Fact]
    public void ThereAreAtLeastTwentyLookAlikes() => Assert.True(SituationCatalogue.NamesOf<LookAlike>().Count >= 20);

    [Fact]
    public void ThereAreAtLeastTenPairs() => Assert.True(IncidentPair.All.Count >= 10);

    [Fact]
    public void ThereAreAtLeastSixHiddenLogs() => Assert.True(HiddenEvidence.All.Count >= 6);

    private static string Root()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "Nginx502.sln")))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return directory ?? throw new InvalidOperationException($"No Nginx502.sln is above {AppContext.BaseDirectory}.");
    }
}
