using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Nginx502.IntegrationTests.Checks;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;
using Nginx502.Linux;

namespace Nginx502.IntegrationTests.Gateway;

/// <summary>A real nginx that may not connect to the socket of a real php-fpm is let in, and nobody else; and nothing but that very socket is touched.</summary>
[SupportedOSPlatform("linux")]
public sealed class SocketRepairTests
{
    // As root the socket belongs to root; as an ordinary user nginx runs as its owner, who is kept out by a mode without any right.
    private static Dictionary<string, string> Closed => LabUser.IsRoot
        ? new() { ["listen.owner"] = "root", ["listen.group"] = "root", ["listen.mode"] = "0600" }
        : new() { ["listen.mode"] = "0000" };

    [Fact]
    public async Task AClosedSocketIsOpenedForNginxAloneAndClosedAgain()
    {
        using GatewaySite site = await StartClosedAsync();
        (string files, string socket) = (site.Files, Rights(site));
        Assert.Equal(502, await site.StatusAsync());

        ShellObjects repaired = await site.TypeWellAsync($"{Repair(site)} -PassThru");

        Assert.Equal(["Committed"], repaired.Values("State"));
        Assert.Equal(["Live"], repaired.Values("Applies"));
        Assert.Equal(["True"], repaired.Values("IsInEffect"));
        Assert.Equal(200, await site.StatusAsync());
        Assert.EndsWith("0660", Rights(site), StringComparison.Ordinal);
        Assert.DoesNotContain(site.Troubles(), trouble => trouble.Kind == AlignmentMismatchKind.SocketPermission);
        Assert.Contains("listen.mode = 0660", await File.ReadAllTextAsync(site.FpmPath), StringComparison.Ordinal);

        ShellObjects again = await site.TypeWellAsync($"{Repair(site)} -PassThru; Restore-GatewayConfiguration -Last {site.Nginx} {site.Fpm} -Confirm:$false -PassThru");

        Assert.Equal(["Unchanged", "Committed"], again.Values("State"));
        Assert.Equal((files, socket), (site.Files, Rights(site)));
        Assert.Equal(502, await site.StatusAsync());
    }

    [Fact]
    public async Task WhatWasClosedByHandIsOpenedWithoutTouchingTheFile()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        await new Lab.Faults.PermissionDenied().ProvokeAsync(site.Site);
        (string files, string socket) = (site.Files, Rights(site));

        ShellObjects repaired = await site.TypeWellAsync($"Get-FpmPool {site.Fpm} | {Repair(site, pool: "")} -PassThru");

        Assert.Equal(["Committed"], repaired.Values("State"));
        Assert.Equal(["1"], repaired.Values("Id"));
        Assert.Equal((200, files), (await site.StatusAsync(), site.Files));

        await site.TypeWellAsync($"Restore-GatewayConfiguration 1 {site.Nginx} {site.Fpm} -Confirm:$false");
        Assert.Equal((502, socket), (await site.StatusAsync(), Rights(site)));
    }

    [Fact]
    public async Task WhatSomebodyChangedSinceIsNotSaidToBePutBack()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        await new Lab.Faults.PermissionDenied().ProvokeAsync(site.Site);
        await site.TypeWellAsync(Repair(site));
        File.SetUnixFileMode(site.Site.Pool.Listen, UnixFileMode.UserRead);
        string socket = Rights(site);

        string refused = await site.TypeInVainAsync($"Restore-GatewayConfiguration 1 {site.Nginx} {site.Fpm} -Confirm:$false");

        Assert.Contains("not changed", refused, StringComparison.Ordinal);
        Assert.Equal(socket, Rights(site));
    }

    [Fact]
    public async Task WhatIfShowsBothAndTouchesNothing()
    {
        using GatewaySite site = await StartClosedAsync();
        string before = Snapshot.Of(site.Site.Directory.Path);

        ShellObjects planned = await site.TypeWellAsync($"Repair-FpmSocketPermission -Endpoint {site.Site.Pool.Listen} {site.Nginx} {site.Fpm} -WhatIf -PassThru");

        Assert.Equal(before, Snapshot.Of(site.Site.Directory.Path));
        Assert.Empty(planned.Objects);
        Assert.Contains("0660", planned.Errors, StringComparison.Ordinal);
        Assert.Contains("+listen.mode = 0660", planned.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(site.State));
    }

    [Fact]
    public async Task ALinkInItsPlaceLeadsToNothing()
    {
        using GatewaySite site = await StartClosedAsync();
        string secret = LabDirectory.Write(site.Site.Directory.Configuration, "shadow", "secret");
        File.SetUnixFileMode(secret, UnixFileMode.UserRead);
        string before = Snapshot.OfFiles(secret);
        File.Move(site.Site.Pool.Listen, site.Site.Pool.Listen + ".away");
        File.CreateSymbolicLink(site.Site.Pool.Listen, secret);

        ShellObjects repaired = await site.TypeAsync($"{Repair(site)} -PassThru");

        Assert.Equal(before, Snapshot.OfFiles(secret));
        Assert.Contains("is a link", string.Join(' ', repaired.Errors.Split((char[])['\n', ' ', '|'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASocketOfAnotherProgramIsLeftAlone()
    {
        using GatewaySite site = await StartClosedAsync();
        File.Delete(site.Site.Pool.Listen);
        using Socket other = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(site.Site.Pool.Listen));
        other.Listen();
        File.SetUnixFileMode(site.Site.Pool.Listen, UnixFileMode.None);
        if (LabUser.IsRoot)
        {
            UnixCall.ChangeOwner(site.Site.Pool.Listen, LabUser.Root);
        }

        string before = Rights(site);

        Assert.Contains("is not the file that this php-fpm listens on", await site.TypeInVainAsync(Repair(site)), StringComparison.Ordinal);
        Assert.Equal(before, Rights(site));
    }

    [Fact]
    public async Task ALinkThatIsSwappedInAtTheLastMomentIsNotFollowed()
    {
        using GatewaySite site = await StartClosedAsync();
        string secret = LabDirectory.Write(site.Site.Directory.Configuration, "shadow", "secret");
        string before = Snapshot.OfFiles(secret);
        var target = new GatewayTarget { NginxConfigurationPath = site.NginxPath, FpmConfigurationPath = site.FpmPath };
        IReadOnlyList<NginxReading> nginx = GatewayReader.ReadNginx(target).Readings;
        IReadOnlyList<FpmReading> fpm = GatewayReader.ReadFpm(target).Readings;
        SocketRepairPlan plan = SocketRepair.Plan(nginx, fpm[0], GatewayCollector.Collect(nginx, fpm), fpm[0].Configuration.Pools[0]);
        string files = site.Files;
        File.Move(site.Site.Pool.Listen, site.Site.Pool.Listen + ".away");
        File.CreateSymbolicLink(site.Site.Pool.Listen, secret);

        GatewayChange change = new ConfigurationTransaction(site.State).Run(plan.Build("Repair-FpmSocketPermission", null, reload: false, force: true));

        Assert.Equal(ChangeFailureReason.ActivationFailed, change.Failure?.Reason);
        Assert.Equal((before, files), (Snapshot.OfFiles(secret), site.Files));
    }

    [Fact]
    public async Task ADirectoryOfTheWebUserIsNoObstacleAndAClosedOneIsSaid()
    {
        using GatewaySite site = await StartClosedAsync();
        if (LabUser.ForWorkers is { } web)
        {
            UnixCall.ChangeOwner(site.Site.Directory.Run, web);
        }

        await site.TypeWellAsync(Repair(site));
        Assert.Equal(200, await site.StatusAsync());
    }

    [Fact]
    public async Task AnAccessListThatKeepsNginxOutIsNamed()
    {
        if (LabUser.ForWorkers is not { } web)
        {
            // The owner is judged by his mode alone: no list keeps him out.
            using GatewaySite own = await GatewaySite.StartAsync();
            await RunAsync("/usr/bin/setfacl", "-m", "g::---", own.Site.Pool.Listen);
            Assert.Equal(["Unchanged"], (await own.TypeWellAsync($"{Repair(own)} -PassThru")).Values("State"));
            return;
        }

        using GatewaySite site = await GatewaySite.StartAsync(_ => new LabSiteOptions { PoolDirectives = new Dictionary<string, string> { ["listen.owner"] = "root" } });
        await RunAsync("/usr/bin/setfacl", "-m", $"u:{web.Name}:---", site.Site.Pool.Listen);
        Assert.Equal(502, await site.StatusAsync());
        string before = Rights(site);

        Assert.Contains($"user:{web.Name}:---", await site.TypeInVainAsync(Repair(site)), StringComparison.Ordinal);
        Assert.Equal(before, Rights(site));
    }

    private static string Repair(GatewaySite site, string pool = "www") => $"Repair-FpmSocketPermission {pool} {site.Nginx} {site.Fpm} -Confirm:$false";

    private static Task<GatewaySite> StartClosedAsync() => GatewaySite.StartAsync(_ => new LabSiteOptions { PoolDirectives = Closed });

    private static string Rights(GatewaySite site)
    {
        Assert.True(FileStatus.TryRead(site.Site.Pool.Listen, out FileStatus status));
        return $"{status.OwnerId}:{status.GroupId} {Convert.ToString((int)status.Mode, 8).PadLeft(4, '0')}";
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync().WaitAsync(Patience.Limit);
        Assert.Equal(0, process.ExitCode);
    }
}
