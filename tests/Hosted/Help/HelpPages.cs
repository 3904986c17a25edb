using Nginx502.Build.Help;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Help;

/// <summary>The pages of docs/help.</summary>
internal static class HelpPages
{
    private static readonly string Folder = Path.Combine(Package.Repository, "docs", "help");

    /// <summary>The directory in which the examples run.</summary>
    public static string Logs { get; } = Path.Combine(Package.Repository, "samples", "logs");

    /// <summary>The names of the cmdlets that have a page.</summary>
    public static IReadOnlyList<string> Cmdlets { get; } =
        [.. Directory.GetFiles(Folder, "*-*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>The page of a cmdlet, taken apart as the build does.</summary>
    public static CommandPage Read(string cmdlet) => CommandPageReader.Read(PathOf(cmdlet), Text(cmdlet));

    /// <summary>The Markdown of a page.</summary>
    public static string Text(string name) => File.ReadAllText(PathOf(name));

    /// <summary>True when there is a page of that name.</summary>
    public static bool Exists(string name) => File.Exists(PathOf(name));

    /// <summary>The headings of level 3 of a page.</summary>
    public static IReadOnlyList<string> Headings(string name) =>
        [.. Text(name).Split('\n').Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Select(line => line[4..].Trim())];

    private static string PathOf(string name) => Path.Combine(Folder, name + ".md");
}
