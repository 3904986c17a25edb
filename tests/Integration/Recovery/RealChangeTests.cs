using System.Text;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Recovery;

/// <summary>Changes of the configuration of a real nginx that serves meanwhile.</summary>
public sealed class RealChangeTests
{
    [Fact]
    public async Task AChangeIsInEffectAndUndoneAgain()
    {
        using LabSite site = await LabSite.StartAsync();
        var reload = new NginxReload(site, "/changed");
        ConfigurationTransaction door = Door(site);
        Assert.Equal(404, (await site.GetAsync("/changed")).Status);

        GatewayChange change = door.Run(Request(site, "server_name shop.example;", "server_name shop.example;\n location = /changed { return 200 changed; }", reload));

        Assert.Null(change.Failure);
        Assert.Equal((ChangeState.Committed, true, true, false), (change.State, change.IsReloaded, change.IsInEffect, change.Check!.IsTestedBeforehand));
        Assert.Equal("changed", (await site.GetAsync("/changed")).Body);

        GatewayChange undo = door.Restore(new RestoreRequest("Restore-GatewayConfiguration", change.Id)
        {
            Checks = [new NginxTest(site)],
            Activation = new NginxReload(site, "/hello.php"),
        });

        Assert.Equal(ChangeState.Committed, undo.State);
        Assert.Equal(404, (await site.GetAsync("/changed")).Status);
    }

    [Fact]
    public async Task WhatNginxRefusesIsNeverLoaded()
    {
        using LabSite site = await LabSite.StartAsync();
        string before = File.ReadAllText(site.Nginx.ConfigurationPath);
        var reload = new NginxReload(site, "/hello.php");

        GatewayChange change = Door(site).Run(Request(site, "fastcgi_pass", "fastcgi_pas", reload));

        Assert.Equal((ChangeState.RolledBack, ChangeFailureReason.CheckFailed), (change.State, change.Failure!.Reason));
        Assert.Contains("unknown directive \"fastcgi_pas\"", change.Problem, StringComparison.Ordinal);
        Assert.Equal((0, before), (reload.Times, File.ReadAllText(site.Nginx.ConfigurationPath)));
        Assert.Equal(200, (await site.GetAsync("/hello.php")).Status);
    }

    [Fact]
    public async Task WhatBreaksTheSiteIsPutBackAndTheSiteAnswersAgain()
    {
        using LabSite site = await LabSite.StartAsync();
        string before = File.ReadAllText(site.Nginx.ConfigurationPath);
        var reload = new NginxReload(site, "/hello.php");

        GatewayChange change = Door(site).Run(Request(site, site.Upstream, "unix:/nonexistent.sock", reload));

        Assert.Equal((ChangeState.RolledBack, ChangeFailureReason.NotInEffect), (change.State, change.Failure!.Reason));
        Assert.Equal("After the reload of nginx the change is not in effect: /hello.php answers 502.", change.Problem);
        Assert.Equal((2, before), (reload.Times, File.ReadAllText(site.Nginx.ConfigurationPath)));
        Assert.Equal(200, (await site.GetAsync("/hello.php")).Status);
    }

    private static ConfigurationTransaction Door(LabSite site) => new(Path.Combine(site.Directory.Path, "nginx502"));

    private static ChangeRequest Request(LabSite site, string text, string replacement, IChangeActivation reload)
    {
        string path = site.Nginx.ConfigurationPath;
        string before = File.ReadAllText(path);
        string after = before.Replace(text, replacement, StringComparison.Ordinal);
        Assert.NotEqual(before, after);
        return new ChangeRequest("Set-NginxUpstreamTuning", [new FileEdit(path, Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after))])
        {
            Checks = [new NginxTest(site)],
            Activation = reload,
            LoadedFiles = _ => [path],
        };
    }
}
