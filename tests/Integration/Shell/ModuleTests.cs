using System.IO.Compression;
using System.Text.Json;
using Nginx502.Lab;
using Nginx502.Lab.Faults;
using Nginx502.IntegrationTests.Following;
using ZstdSharp;

namespace Nginx502.IntegrationTests.Shell;

/// <summary>The built module as its user types it, on the logs of a real site.</summary>
public sealed class ModuleTests
{
    [Fact]
    public async Task AnErrorIsTheSameObjectThatCoreReads()
    {
        using LabSite site = await new SocketMissing().StartSiteAsync();
        await new SocketMissing().ProvokeAsync(site);

        ShellObjects result = await BuiltShell.RunAsync($"Get-NginxUpstreamError {BuiltShell.Quote(site.ErrorLog)}");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        JsonElement error = Assert.Single(result.Objects);
        Assert.Equal("SocketMissing", ShellObjects.Value(error, "Symptom"));
        Assert.Equal("502", ShellObjects.Value(error, "AttemptStatus"));
        Assert.Null(ShellObjects.Value(error, "Status"));
        Assert.Equal(site.Pool.Endpoint, ShellObjects.Value(error, "Endpoint"));
        Assert.Equal("2", ShellObjects.Value(error, "ErrorNumber"));
        Assert.Equal(NginxConfiguration.ServerName, ShellObjects.Value(error, "Server"));
        Assert.Equal("/hello.php", ShellObjects.Value(error, "RequestUri"));
        Assert.Equal(site.ErrorLog, ShellObjects.Value(error, "Path"));
    }

    [Fact]
    public async Task LookAlikesComeOnRequestOnly()
    {
        using LabSite site = await LabSite.StartAsync();
        await new ScriptMissing().ProvokeAsync(site);
        await new PhpMessages().ProvokeAsync(site);
        await new StaticFileMissing().ProvokeAsync(site);
        await new SocketMissing().ProvokeAsync(site);
        string log = BuiltShell.Quote(site.ErrorLog);

        Assert.Equal(["SocketMissing"], (await BuiltShell.RunAsync($"Get-NginxUpstreamError {log}")).Values("Symptom"));
        Assert.Equal(
            ["ScriptNotFound", "PhpMessage", "StaticFileFailed", "SocketMissing"],
            (await BuiltShell.RunAsync($"Get-NginxUpstreamError {log} -All | Where-Object Symptom -ne Lifecycle")).Values("Symptom"));
        Assert.Equal(["ScriptNotFound"], (await BuiltShell.RunAsync($"Get-NginxUpstreamError {log} -Symptom ScriptNotFound")).Values("Symptom"));
    }

    [Fact]
    public async Task TheAccessLogTellsThatARetriedRequestSucceeded()
    {
        Retried fault = new();
        using LabSite site = await fault.StartSiteAsync();
        await fault.ProvokeAsync(site);
        await LabSite.WaitForLogAsync(site.AccessLog, "/hello.php");
        string byConfiguration = $"-NginxConfigPath {BuiltShell.Quote(site.Nginx.ConfigurationPath)} -JoinAccessLog";
        string byPath = $"{BuiltShell.Quote(site.ErrorLog)} -AccessLogPath {BuiltShell.Quote(site.AccessLog)}";

        foreach (string parameters in (string[])[byConfiguration, byPath])
        {
            ShellObjects result = await BuiltShell.RunAsync("Get-NginxUpstreamError " + parameters);
            Assert.Equal((0, ""), (result.ExitCode, result.Errors));
            JsonElement error = Assert.Single(result.Objects);
            Assert.Equal(("502", "200"), (ShellObjects.Value(error, "AttemptStatus"), ShellObjects.Value(error, "Status")));
        }
    }

    [Fact]
    public async Task TheLogOfPhpFpmTellsHowAWorkerEnded()
    {
        WorkerKilled fault = new();
        using LabSite site = await fault.StartSiteAsync();
        await fault.ProvokeAsync(site);

        ShellObjects result = await BuiltShell.RunAsync($"Get-FpmLogEntry {BuiltShell.Quote(site.Fpm.Log)} -Event ChildExitedOnSignal");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        JsonElement ended = Assert.Single(result.Objects);
        Assert.Equal(("www", "9", "Warning"), (ShellObjects.Value(ended, "Pool"), ShellObjects.Value(ended, "Signal"), ShellObjects.Value(ended, "Level")));
    }

    [Fact]
    public async Task RotatedAndPackedLogsAreReadInTheOrderOfTime()
    {
        using BrokenSite site = await BrokenSite.StartAsync();
        await site.AskAsync(times: 2);
        Rotate(site, ".3.gz", content => new GZipStream(content, CompressionMode.Compress));
        await site.AskAsync(times: 2);
        Rotate(site, ".2.zst", content => new CompressionStream(content));
        await site.AskAsync(times: 2);
        Rotate(site, ".1", content => content);
        await site.AskAsync(times: 2);
        string log = BuiltShell.Quote(site.ErrorLog);

        ShellObjects all = await BuiltShell.RunAsync($"Get-NginxUpstreamError {log} -IncludeRotated");
        Assert.Equal((0, ""), (all.ExitCode, all.Errors));
        Assert.Equal(site.Asked, all.Values("RequestUri").Select(uri => BrokenSite.NumberOf(uri!)));
        Assert.Equal([7, 8], (await BuiltShell.RunAsync($"Get-NginxUpstreamError {log}")).Values("RequestUri").Select(uri => BrokenSite.NumberOf(uri!)));
        Assert.Equal(
            [4, 5, 6, 7, 8],
            (await BuiltShell.RunAsync($"Get-NginxUpstreamError {log} -IncludeRotated -Tail 5")).Values("RequestUri").Select(uri => BrokenSite.NumberOf(uri!)));
    }

    [Fact]
    public async Task ASummaryCountsEachSymptom()
    {
        BacklogFull fault = new();
        using LabSite site = await fault.StartSiteAsync();
        IReadOnlyList<LabResponse> responses = await fault.ProvokeAsync(site);
        await new SocketMissing().ProvokeAsync(site);

        ShellObjects result = await BuiltShell.RunAsync($"Measure-NginxUpstreamError {BuiltShell.Quote(site.ErrorLog)} -By Symptom");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        int full = responses.Count(response => response.Status == 502);
        Assert.Equal([("BacklogFull", $"{full}"), ("SocketMissing", "1")], result.Objects.Select(summary =>
            (ShellObjects.Value(summary, "Symptom")!, ShellObjects.Value(summary, "Count")!)));
    }

    // Moves the log away, has a new one opened, and packs the old one, as logrotate does.
    private static void Rotate(BrokenSite site, string suffix, Func<Stream, Stream> pack)
    {
        string moved = site.ErrorLog + ".moved";
        File.Move(site.ErrorLog, moved);
        site.Reopen();
        Patience.UntilAsync(() => File.Exists(site.ErrorLog), "the new error log").GetAwaiter().GetResult();
        using (FileStream target = File.Create(site.ErrorLog + suffix))
        using (Stream packed = pack(target))
        using (FileStream content = File.OpenRead(moved))
        {
            content.CopyTo(packed);
        }

        File.Delete(moved);
    }
}
