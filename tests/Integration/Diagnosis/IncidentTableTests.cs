using Nginx502.Lab.Incidents;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>The page about the laboratory says what the laboratory does.</summary>
public sealed class IncidentTableTests
{
    private const string Page = "docs/design/fault-laboratory.md";
    private const string Head = "| incident |";

    /// <summary>With NGINX502_LAB_WRITE set the table of the page is written anew instead.</summary>
    [Fact]
    public void ThePageHasAllIncidents()
    {
        string path = Path.Combine(Root(), Page);
        string text = File.ReadAllText(path);
        int start = text.IndexOf(Head, StringComparison.Ordinal);
        int end = text.IndexOf("\n\n", start, StringComparison.Ordinal) + 1;
        if (Environment.GetEnvironmentVariable("NGINX502_LAB_WRITE") is not null)
        {
            File.WriteAllText(path, text[..start] + IncidentTable.Render() + text[end..]);
            return;
        }

        Assert.Equal(IncidentTable.Render(), text[start..end]);
    }

    [Fact]
    public void ThereAreAtLeastFifty() => Assert.True(IncidentCatalogue.Names.Count >= 50, $"There are {IncidentCatalogue.Names.Count}.");

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
