using System.Net.Sockets;
using System.Runtime.Versioning;
using Nginx502.IntegrationTests.Checks;
using Nginx502.IntegrationTests.Recovery;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Gateway;

/// <summary>A broken site is mended as a person types it, both ways, and brought back to the byte.</summary>
[SupportedOSPlatform("linux")]
public sealed class SyncTests
{
    [Theory]
    [InlineData("UnixSocket")]
    [InlineData("Tcp")]
    public async Task ABrokenSiteIsMendedAndBroughtBack(string transport)
    {
        using GatewaySite site = await StartBrokenAsync(isTcp: transport == "UnixSocket");
        string endpoint = transport == "UnixSocket" ? site.Site.Directory.Run + "/new.sock" : $"127.0.0.1:{FreePort.Tcp()}";
        string sync = $"Sync-FpmEndpoint www -Transport {transport} -Endpoint {endpoint} {site.Nginx} {site.Fpm} -Reload -Confirm:$false";
        KeepOddly(site.FpmPath);
        string before = site.Files;

        ShellObjects mended = await site.TypeWellAsync(sync + " -PassThru");

        Assert.Equal(["Committed"], mended.Values("State"));
        Assert.Equal(["True"], mended.Values("IsReloaded"));
        Assert.DoesNotContain("restart", mended.Errors, StringComparison.Ordinal);
        Assert.Equal(200, await site.StatusAsync());
        Assert.DoesNotContain(site.Troubles(), trouble => trouble.Severity >= Severity.Error);
        string after = site.Files;

        ShellObjects looked = await site.TypeWellAsync($"{sync} -PassThru; Test-FpmAlignment {site.Nginx} {site.Fpm} -Quiet; Get-GatewayChange");

        Assert.Equal(after, site.Files);
        Assert.Equal(3, looked.Objects.Count);
        Assert.Equal(("Unchanged", "True"), (ShellObjects.Value(looked.Objects[0], "State"), looked.Objects[1].ToString()));
        Assert.Equal(("1", "Committed", "Sync-FpmEndpoint"), (ShellObjects.Value(looked.Objects[2], "Id"), ShellObjects.Value(looked.Objects[2], "State"), ShellObjects.Value(looked.Objects[2], "Command")));

        ShellObjects restored = await site.TypeWellAsync($"Restore-GatewayConfiguration -Last {site.Nginx} {site.Fpm} -Reload -Confirm:$false -PassThru; Get-GatewayChange 1");

        Assert.Equal(before, site.Files);
        Assert.Equal(["Committed", "Undone"], restored.Values("State"));
        Assert.Equal(502, await site.StatusAsync());
    }

    [Fact]
    public async Task TheOneSideThatIsWrongIsTheOneThatIsChanged()
    {
        using GatewaySite site = await StartBrokenAsync(isTcp: false);
        string pool = Snapshot.OfFiles(site.FpmPath);

        await site.TypeWellAsync($"Sync-FpmEndpoint www UnixSocket {site.Nginx} {site.Fpm} -Reload -Confirm:$false");

        Assert.Equal(200, await site.StatusAsync());
        Assert.Equal(pool, Snapshot.OfFiles(site.FpmPath));
        Assert.Contains($"fastcgi_pass {site.Site.Pool.Endpoint};", await File.ReadAllTextAsync(site.NginxPath), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UnixSocket")]
    [InlineData("Tcp")]
    public async Task WhatIfWritesNothing(string transport)
    {
        using GatewaySite site = await StartBrokenAsync(isTcp: transport == "UnixSocket");
        string endpoint = transport == "UnixSocket" ? site.Site.Directory.Run + "/new.sock" : $"127.0.0.1:{FreePort.Tcp()}";
        string before = Snapshot.Of(site.Site.Directory.Path);

        ShellObjects planned = await site.TypeWellAsync($"Sync-FpmEndpoint www {transport} -Endpoint {endpoint} {site.Nginx} {site.Fpm} -Reload -WhatIf -PassThru");

        Assert.Equal(before, Snapshot.Of(site.Site.Directory.Path));
        Assert.Empty(planned.Objects);
        Assert.False(Directory.Exists(site.State));
        Assert.Contains($"fastcgi_pass {(transport == "UnixSocket" ? "unix:" : "")}{endpoint};", planned.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReloadThatWasNotAskedForIsSaidToBeDue()
    {
        using GatewaySite site = await StartBrokenAsync(isTcp: false);

        ShellObjects changed = await site.TypeWellAsync($"Sync-FpmEndpoint www UnixSocket {site.Nginx} {site.Fpm} -Confirm:$false -PassThru");

        Assert.Equal(["True"], changed.Values("IsReloadRequired"));
        Assert.Equal(["False"], changed.Values("IsReloaded"));
        Assert.Contains("nginx is reloaded", changed.Errors, StringComparison.Ordinal);
        Assert.Equal(502, await site.StatusAsync());
        await site.Site.Nginx.ReloadAsync();
        Assert.Equal(200, await site.StatusAsync());
    }

    [Fact]
    public async Task AnAddressByNameIsInEffect()
    {
        using GatewaySite site = await GatewaySite.StartAsync();

        ShellObjects changed = await site.TypeWellAsync($"Sync-FpmEndpoint www Tcp -Endpoint localhost:{FreePort.Tcp()} {site.Nginx} {site.Fpm} -Reload -Confirm:$false -PassThru");

        Assert.Equal(["Committed"], changed.Values("State"));
        Assert.Equal(["True"], changed.Values("IsReloaded"));
        Assert.Equal(200, await site.StatusAsync());
    }

    [Fact]
    public async Task AnAddressThatAnotherProgramHasEndsNoPhpFpm()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        string taken = $"127.0.0.1:{FreePort.Tcp()}";
        using var other = new StubUpstream(taken, ReadOnlySpan<byte>.Empty);
        string before = site.Files;

        string said = await site.TypeInVainAsync($"Sync-FpmEndpoint www Tcp -Endpoint {taken} {site.Nginx} {site.Fpm} -Reload -Confirm:$false");

        Assert.Contains("Another program listens on", said, StringComparison.Ordinal);
        Assert.Equal(before, site.Files);
        Assert.True(site.Site.Fpm.IsRunning);
        Assert.Equal(200, await site.StatusAsync());
    }

    [Fact]
    public async Task AnotherFastCgiProgramIsLeftAlone()
    {
        using GatewaySite site = await GatewaySite.StartAsync(directory => new LabSiteOptions
        {
            ServerText = $"location /cgi-bin/ {{\n  fastcgi_pass unix:{directory.Run}/php-wrap.sock;\n}}\nlocation /search/ {{\n  fastcgi_pass unix:{directory.Run}/search.sock;\n}}",
        });
        using var wrap = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        wrap.Bind(new UnixDomainSocketEndPoint($"{site.Site.Directory.Run}/php-wrap.sock"));
        wrap.Listen();
        AlignmentMismatch note = Assert.Single(site.Examine().SelectMany(result => result.Mismatches), mismatch => mismatch.Kind == AlignmentMismatchKind.OtherProgram);
        Assert.Equal((Severity.Note, $"Process {Environment.ProcessId} listens"), (note.Severity, note.Explanation[..$"Process {Environment.ProcessId} listens".Length]));

        await site.TypeWellAsync($"Sync-FpmEndpoint www Tcp -Endpoint 127.0.0.1:{FreePort.Tcp()} {site.Nginx} {site.Fpm} -Reload -Confirm:$false");

        string text = await File.ReadAllTextAsync(site.NginxPath);
        Assert.Contains("/php-wrap.sock;", text, StringComparison.Ordinal);
        Assert.Contains("/search.sock;", text, StringComparison.Ordinal);
        Assert.Equal(200, await site.StatusAsync());
    }

    [Fact]
    public async Task AnAddressThatIsLikeNoPoolsIsLedToOneThatIsNamed()
    {
        using GatewaySite site = await GatewaySite.StartAsync(Misalignment.All["another path"].Configure);
        Assert.Equal(502, await site.StatusAsync());
        string before = site.Files;

        await site.TypeWellAsync($"Sync-FpmEndpoint www UnixSocket {site.Nginx} {site.Fpm} -Reload -Confirm:$false");
        Assert.Equal(before, site.Files);

        // As the remedy says it, with the files of this site.
        string remedy = Assert.Single(site.Troubles()).Remedies[0].Command!;
        await site.TypeWellAsync($"{remedy.Replace(" | ", $" {site.Nginx} | ", StringComparison.Ordinal)} {site.Nginx} {site.Fpm} -Confirm:$false");
        Assert.Equal(200, await site.StatusAsync());
    }

    private static async Task<GatewaySite> StartBrokenAsync(bool isTcp)
    {
        GatewaySite site = await GatewaySite.StartAsync(directory => new LabSiteOptions
        {
            UsesTcp = isTcp,
            FastCgiPass = $"unix:{directory.Run}/php7.4-fpm.sock",
        });
        Assert.Equal(502, await site.StatusAsync());
        await LabSite.WaitForLogAsync(site.Site.AccessLog, "/hello.php");
        return site;
    }

    // A mode and, where that may be given, a group that nobody gets by chance.
    private static void KeepOddly(string path)
    {
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        if (LabUser.ForWorkers is { } user)
        {
            Assert.Equal(0, TestMount.Run("chgrp", [user.Group, path]));
        }
    }
}
