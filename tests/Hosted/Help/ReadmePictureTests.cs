using Nginx502.HostedTests.Hosting;
using Nginx502.HostedTests.Shell;

namespace Nginx502.HostedTests.Help;

/// <summary>The picture in the README is what a terminal shows.</summary>
public sealed class ReadmePictureTests
{
    private const string Command = "Get-502Diagnosis -Path php-upgraded.json";

    private static readonly string Place = Path.Combine(Package.Repository, "docs", "images", "diagnosis.svg");

    /// <summary>With NGINX502_PICTURE_WRITE set it is drawn anew instead.</summary>
    [Fact]
    public void The_picture_is_what_a_terminal_shows()
    {
        string snapshots = Path.Combine(Package.Repository, "samples", "snapshots");
        using ShellProgram program = ShellProgram.StartShellLine(
            $"cd '{snapshots}' && TZ=UTC TERM=xterm env -u NO_COLOR script --quiet --return --flush --command \"stty columns 100; $NGINX502 -Command '{Command}'\" /dev/null");
        string screen = ShownPaths.Shorten(program.End().Output.Replace("\r", "", StringComparison.Ordinal)).Trim('\n');
        string picture = TerminalPicture.Draw($"A terminal: {Command} names the cause of a 502, what speaks for it and what mends it.", $"PS> {Command}\n\n{screen}");

        if (Environment.GetEnvironmentVariable("NGINX502_PICTURE_WRITE") is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Place)!);
            File.WriteAllText(Place, picture);
        }

        Assert.Contains("#ff7b72", picture, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', picture);
        Assert.Equal(picture, File.ReadAllText(Place));
        Assert.Contains("docs/images/diagnosis.svg", File.ReadAllText(Path.Combine(Package.Repository, "README.md")), StringComparison.Ordinal);
    }
}
