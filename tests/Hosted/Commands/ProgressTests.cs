using System.Management.Automation;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Commands;

/// <summary>Long reading shows how far it is.</summary>
public sealed class ProgressTests
{
    [Theory]
    [InlineData("Get-NginxUpstreamError")]
    [InlineData("Measure-NginxUpstreamError")]
    [InlineData("Get-NginxAccessEntry")]
    [InlineData("Get-NginxUpstreamError -Tail 5")]
    public void A_huge_log_shows_how_far_it_was_read(string cmdlet)
    {
        using var folder = new TemporaryFolder();
        using var session = ModuleSession.Open();
        string log = folder.Write("huge.log", "no line of any log");
        using (FileStream file = File.OpenWrite(log))
        {
            file.SetLength(1L << 40);
        }

        using (RunningInvocation running = session.Start($"{cmdlet} -LiteralPath $args[0]", log))
        {
            session.Host.WaitForProgress();
            running.Stop();
        }

        // How many there may be in a time is what ThrottledProgressTests tell.

        IReadOnlyList<ProgressRecord> shown = session.Host.Progress;
        Assert.NotEmpty(shown);
        Assert.All(shown, record => Assert.Contains("of 1048576 MiB", record.StatusDescription));
    }
}
