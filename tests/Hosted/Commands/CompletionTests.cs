using System.Diagnostics;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Commands;

/// <summary>What Tab gives.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Get-NginxUpstreamError -Symptom Sock", "SocketMissing")]
    [InlineData("Get-NginxUpstreamError -Symptom SocketMissing, backl", "BacklogFull")]
    [InlineData("Measure-NginxUpstreamError -By Sym", "Symptom")]
    [InlineData("Get-FpmLogEntry -Event MaxC", "MaxChildrenReached")]
    [InlineData("Get-FpmLogEntry -Level W", "Warning")]
    public void Names_of_enums_complete(string line, string completion) =>
        Assert.Contains(completion, _session.Complete(line).Select(result => result.CompletionText));

    [Theory]
    [InlineData("Get-NginxUpstreamError -")]
    [InlineData("Get-NginxUpstreamError -Path ")]
    [InlineData("Get-NginxUpstreamError -Symptom '[*")]
    [InlineData("Get-NginxAccessEntry -LiteralPath /nowhere/")]
    [InlineData("Get-FpmLogEntry ")]
    public void Tab_answers_in_time(string line)
    {
        _session.Complete("Get-NginxUpstreamError -Symptom ");
        var clock = Stopwatch.StartNew();
        _session.Complete(line);

        // 200 ms for the completer; the engine's own part is not ours.
        Assert.InRange(clock.ElapsedMilliseconds, 0, 1000);
    }
}
