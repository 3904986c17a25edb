using System.Text.RegularExpressions;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Help;

/// <summary>The about_ pages name everything that there is of their kind, and nothing else.</summary>
public sealed partial class AboutPageTests
{
    private static readonly string Sources = Path.Combine(Package.Repository, "src", "Cmdlets");
    private static readonly string[] ErrorFactory = [.. Directory.EnumerateFiles(Path.Combine(Sources, "Pipeline", "Errors"), "*.cs").Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_symptom_is_explained() =>
        Assert.Equal(Enum.GetNames<Symptom>().Order(StringComparer.Ordinal), HelpPages.Headings("about_Nginx502_Symptoms").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_cause_is_explained_where_the_findings_point_to()
    {
        Assert.Equal(Enum.GetNames<Cause>().Order(StringComparer.Ordinal), HelpPages.Headings("about_Nginx502_Causes").Order(StringComparer.Ordinal));
        Assert.All(Enum.GetValues<Cause>(), cause => Assert.Equal($"about_Nginx502_Causes#{cause.ToString().ToLowerInvariant()}", CauseCatalogue.HelpOf(cause)));
    }

    [Fact]
    public void Causes_are_told_by_symptoms_and_events_that_there_are()
    {
        string[] known = [.. Enum.GetNames<Symptom>(), .. Enum.GetNames<FpmLogEvent>(), .. Enum.GetNames<Cause>()];
        string[] lines = [.. HelpPages.Text("about_Nginx502_Causes").Split("\n### ").Skip(1).SelectMany(section => section.Split('\n')).Where(line => line.StartsWith("- In the logs: ", StringComparison.Ordinal))];

        Assert.Equal(Enum.GetValues<Cause>().Length, lines.Length);
        Assert.All(lines.SelectMany(line => Name().Matches(line)).Select(match => match.Value), name => Assert.Contains(name, known));
    }

    [Fact]
    public void Every_error_is_explained()
    {
        // A change that was not made is an error by the name of its reason, and so is an entry of the hosts file.
        IEnumerable<string> made = ErrorFactory.SelectMany(file => ErrorId().Matches(File.ReadAllText(file))).Select(match => match.Groups["id"].Value);
        string[] ids = [.. made.Concat(Enum.GetNames<ChangeFailureReason>()).Concat(Enum.GetNames<HostEntryRefusalReason>()).Distinct().Order(StringComparer.Ordinal)];

        Assert.Contains("PathNotFound", ids);
        Assert.Contains("InsufficientPrivilege", ids);
        Assert.Contains("PoolAmbiguous", ids);
        Assert.Equal(ids, HelpPages.Headings("about_Nginx502_Errors").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Errors_are_made_in_the_factory_only() => Assert.All(
        Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories).Where(file => File.ReadAllText(file).Contains("new ErrorRecord(", StringComparison.Ordinal)),
        file => Assert.Contains(file, ErrorFactory));

    // SocketMissing, and not FastCGI.
    [GeneratedRegex(@"\b([A-Z][a-z]+){2,}\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();

    // Create("Id", …), and the ids of a switch: => ("Id", ErrorCategory.X …).
    [GeneratedRegex(@"(Create\(\s*|=> \(|new ErrorRecord\([^""\n]*)""(?<id>\w+)"",", RegexOptions.ExplicitCapture)]
    private static partial Regex ErrorId();
}
