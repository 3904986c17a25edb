using System.Text.RegularExpressions;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Help;

/// <summary>The about_ pages name everything that there is of their kind, and nothing else.</summary>
public sealed partial class AboutPageTests
{
    private static readonly string Sources = Path.Combine(Package.Repository, "src", "Cmdlets");
    private static readonly string ErrorFactory = Path.Combine(Sources, "Pipeline", "Errors.cs");

    [Fact]
    public void Every_symptom_is_explained() =>
        Assert.Equal(Enum.GetNames<Symptom>().Order(StringComparer.Ordinal), HelpPages.Headings("about_Nginx502_Symptoms").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_error_is_explained()
    {
        // A change that was not made is an error by the name of its reason, and so is an entry of the hosts file.
        IEnumerable<string> made = ErrorId().Matches(File.ReadAllText(ErrorFactory)).Select(match => match.Groups["id"].Value);
        string[] ids = [.. made.Concat(Enum.GetNames<ChangeFailureReason>()).Concat(Enum.GetNames<HostEntryRefusalReason>()).Distinct().Order(StringComparer.Ordinal)];

        Assert.Contains("PathNotFound", ids);
        Assert.Contains("InsufficientPrivilege", ids);
        Assert.Contains("PoolAmbiguous", ids);
        Assert.Equal(ids, HelpPages.Headings("about_Nginx502_Errors").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Errors_are_made_in_the_factory_only() => Assert.Equal(
        [ErrorFactory],
        Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories).Where(file => File.ReadAllText(file).Contains("new ErrorRecord(", StringComparison.Ordinal)));

    // Create("Id", …), and the ids of a switch: => ("Id", ErrorCategory.X …).
    [GeneratedRegex(@"(Create\(\s*|=> \(|new ErrorRecord\([^""\n]*)""(?<id>\w+)"",", RegexOptions.ExplicitCapture)]
    private static partial Regex ErrorId();
}
