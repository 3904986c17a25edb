using Nginx502.Build.Help;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Help;

/// <summary>The pages of tests/data/help, on which the writer of the help is tested.</summary>
internal static class SamplePages
{
    /// <summary>The page of a cmdlet, with every part that the schema has.</summary>
    public static string CommandFile { get; } = Package.TestData("help", "Get-NginxSample.md");

    /// <summary>The page of a topic.</summary>
    public static string AboutFile { get; } = Package.TestData("help", "about_Sample.md");

    /// <summary>The text of the cmdlet's page.</summary>
    public static string CommandText { get; } = File.ReadAllText(CommandFile);

    /// <summary>The cmdlet's page, read.</summary>
    public static CommandPage Command { get; } = CommandPageReader.Read(CommandFile, CommandText);
}
