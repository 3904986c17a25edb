using System.Runtime.Versioning;
using Nginx502.IntegrationTests.Gateway;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Checklist;

/// <summary>A real site, whole and broken in one way each: the item of that way fails, and says what mends it.</summary>
[SupportedOSPlatform("linux")]
public sealed class ChecklistTests
{
    // What is of the machine that runs the tests, and of its firewall, is as it is.
    private static readonly string[] OfTheSite =
        ["php-fpm status", "nginx status", "communication", "socket existence", "socket permission", "timeouts", "nginx syntax", "php-fpm syntax", "process count", "nginx listening", "php-fpm listening", "DNS"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnIntactSitePasses(bool usesTcp)
    {
        using GatewaySite site = await GatewaySite.StartAsync(_ => new LabSiteOptions { UsesTcp = usesTcp });
        Assert.Equal(200, await site.StatusAsync());

        ChecklistItem[] items = [.. Examine(site).Where(item => OfTheSite.Contains(item.Check))];

        Assert.All(items, item => Assert.True(item.Status is ChecklistStatus.Passed or ChecklistStatus.Skipped or ChecklistStatus.NotSeen, $"{item}: {item.Found}"));
        Assert.Equal(OfTheSite.Order(), items.Select(item => item.Check).Distinct().Order());
        Assert.Equal(usesTcp ? ChecklistStatus.Skipped : ChecklistStatus.Passed, items.Single(item => item.Check == "socket existence").Status);
        Assert.Equal(ChecklistStatus.Skipped, items.Single(item => item.Check == "DNS").Status);
        if (LabUser.IsRoot)
        {
            Assert.DoesNotContain(items, item => item.Status == ChecklistStatus.NotSeen);
        }
    }

    [Fact]
    public async Task AStoppedPhpFpmFailsWhereItIsMissed()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        site.Site.Fpm.Stop();
        Assert.Equal(502, await site.StatusAsync());
        await LabSite.WaitForLogAsync(site.Site.ErrorLog, "connect() to");

        AssertFails(site, ["php-fpm status", "nginx error log", "php-fpm listening"], ["nginx status", "communication", "nginx syntax"]);
    }

    [Fact]
    public async Task AWrongModeFailsTheSocketsPermission()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        File.SetUnixFileMode(site.Site.Pool.Listen, UnixFileMode.None);
        Assert.Equal(502, await site.StatusAsync());

        AssertFails(site, ["socket permission"], ["socket existence", "communication", "php-fpm status", "php-fpm listening"]);
    }

    [Fact]
    public async Task ABrokenConfigurationFailsTheSyntax()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        File.AppendAllText(site.NginxPath, "bogus on;\n");
        File.AppendAllText(site.FpmPath, "pm.max_childrn = 4\n");

        AssertFails(site, ["nginx syntax", "php-fpm syntax"], ["nginx status", "php-fpm status", "socket permission", "php-fpm listening"]);
    }

    [Fact]
    public async Task AnotherPathFailsTheCommunication()
    {
        using GatewaySite site = await GatewaySite.StartAsync(Misalignment.All["another path"].Configure);
        Assert.Equal(502, await site.StatusAsync());

        AssertFails(site, ["communication", "socket existence"], ["php-fpm status", "nginx syntax"]);
    }

    [Fact]
    public async Task WhatIsTypedSaysTheSame()
    {
        using GatewaySite site = await GatewaySite.StartAsync();
        site.Site.Fpm.Stop();

        ShellObjects items = await site.TypeWellAsync($"Test-502Checklist {site.Nginx} {site.Fpm} -WarningAction Ignore | Where-Object Check -EQ 'php-fpm listening' | ForEach-Object {{ \"$($_.Status)\" }}");
        ShellObjects quiet = await site.TypeWellAsync($"Test-502Checklist 1,4 {site.Nginx} {site.Fpm} -WarningAction Ignore -Quiet");

        Assert.Equal("Failed", Assert.Single(items.Objects).ToString());
        Assert.Equal("False", Assert.Single(quiet.Objects).ToString());
    }

    private static void AssertFails(GatewaySite site, string[] failing, string[] passing)
    {
        IReadOnlyList<ChecklistItem> items = Examine(site);

        Assert.All(failing, check =>
        {
            ChecklistItem item = Assert.Single(items, item => item.Check == check && item.Status == ChecklistStatus.Failed);
            Assert.NotEmpty(item.Remedies);
        });
        Assert.All(passing, check => Assert.All(items.Where(item => item.Check == check), item => Assert.True(item.Status != ChecklistStatus.Failed, $"{item}: {item.Found}")));
    }

    private static IReadOnlyList<ChecklistItem> Examine(GatewaySite site)
    {
        var target = new GatewayTarget { NginxConfigurationPath = site.NginxPath, FpmConfigurationPath = site.FpmPath };
        return Nginx502.Checklist.Examine(new ChecklistFacts
        {
            Snapshot = SnapshotCollector.Take(target, SnapshotOptions.Default with { TestsConfigurations = false, Deadline = TimeSpan.FromSeconds(30) }),
            ConfigurationTests =
            [
                .. GatewayReader.ReadNginx(target).Readings.Select(reading => ConfigurationTester.Test(reading)),
                .. GatewayReader.ReadFpm(target).Readings.Select(reading => ConfigurationTester.Test(reading)),
            ],
        });
    }
}
