using System.Text.RegularExpressions;
using Nginx502.HostedTests.Hosting;
using Nginx502.HostedTests.Shell;

namespace Nginx502.HostedTests.Help;

/// <summary>What the README shows is what is printed.</summary>
public sealed partial class ReadmeTests
{
    public static TheoryData<string, string> Sessions
    {
        get
        {
            var sessions = new TheoryData<string, string>();
            foreach (Match session in Session().Matches(File.ReadAllText(Path.Combine(Package.Repository, "README.md"))))
            {
                sessions.Add(session.Groups["command"].Value, session.Groups["output"].Value);
            }

            return sessions;
        }
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public void A_session_prints_what_the_page_shows(string command, string output)
    {
        using ShellProgram program = ShellProgram.StartShellLine($"cd '{HelpPages.Logs}' && TZ=UTC COLUMNS=80 exec \"$NGINX502\" -Command -");
        program.Input.Write(command);
        ShellProgram.Result result = program.End();

        Assert.Equal("", result.Error);
        Assert.Equal(Normalize(output), Normalize(result.Output));
    }

    // The heading of a log holds its whole path, which differs from machine to machine.
    private static string Normalize(string output) =>
        string.Join('\n', LogHeading().Replace(ShownPaths.Shorten(output), "$1").Trim('\n').Split('\n').Select(line => line.TrimEnd()));

    [GeneratedRegex(@"^```text\nPS> (?<command>[^\n]+)\n(?<output>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Session();

    [GeneratedRegex(@"^(   Log: \S+  ).*/", RegexOptions.Multiline)]
    private static partial Regex LogHeading();
}
