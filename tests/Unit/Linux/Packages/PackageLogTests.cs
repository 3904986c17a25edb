using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux.Packages;

/// <summary>The logs of package managers, and what a timeline makes of them.</summary>
public sealed class PackageLogTests
{
    [Fact]
    public void The_log_of_dpkg_is_read()
    {
        PackageChange[] changes = [.. File.ReadLines(TestData.Path("packages/dpkg.log")).Select(DpkgLogLine.Parse).OfType<PackageChange>()];

        Assert.Equal(
            [
                (PackageAction.Upgraded, "php8.2-fpm", "8.2.28-1~deb12u1", "8.2.29-1~deb12u1"), (PackageAction.Installed, "adduser", null, "3.134"), (PackageAction.Installed, "libfoo1", null, "1.0"),
                (PackageAction.Installed, "libbar2", null, "2.0"), (PackageAction.Installed, "libbaz3", null, "3.0"), (PackageAction.Removed, "php8.1-fpm", "8.1.33-1", null),
                (PackageAction.Installed, "curl", "7.88.1-10", "7.88.1-10+deb12u14"),
            ],
            changes.Select(change => (change.Action, change.Name, change.OldVersion, change.NewVersion)));
        Assert.Equal(new DateTime(2026, 11, 25, 2, 58, 2, DateTimeKind.Local), changes[0].Time);
        Assert.All(changes, change => Assert.Equal(DateTimeKind.Local, change.Time.Kind));
    }

    [Fact]
    public void The_history_of_apt_is_read_without_its_secrets()
    {
        IReadOnlyList<AptRun> runs = AptHistory.Parse(File.ReadLines(TestData.Path("packages/history.log")));

        Assert.Equal(["apt-get upgrade --option password=***", "apt purge php8.1-fpm"], runs.Select(run => run.CommandLine));
        Assert.Equal(["admin (1000)", null], runs.Select(run => run.RequestedBy));
        Assert.Equal(["adduser  3.134", "libfoo1  1.0", "php8.2-fpm 8.2.28-1~deb12u1 8.2.29-1~deb12u1"], runs[0].Changes.Select(change => $"{change.Name} {change.OldVersion} {change.NewVersion}"));
        Assert.Equal((PackageAction.Removed, "8.1.33-1", null), (runs[1].Changes[0].Action, runs[1].Changes[0].OldVersion, runs[1].Changes[0].NewVersion));
        Assert.Contains("error code (1)", runs[1].Problem);
        Assert.Equal(new DateTime(2026, 11, 25, 2, 58, 20, DateTimeKind.Local), runs[0].End);
    }

    [Theory]
    [InlineData("2026-11-25T02:58:02+0000 SUBDEBUG Upgrade: php-fpm-8.2.29-1.el9.x86_64", "Upgraded php-fpm  8.2.29-1.el9")]
    [InlineData("2026-11-25T02:58:02Z SUBDEBUG Installed: nginx-mod-http-perl-2:1.24.0-4.el9.x86_64", "Installed nginx-mod-http-perl  2:1.24.0-4.el9")]
    [InlineData("2026-11-25T04:58:02+0200 SUBDEBUG Erase: php-opcache-8.1.32-1.el9.x86_64", "Removed php-opcache 8.1.32-1.el9 ")]
    [InlineData("2026-11-25T02:58:02+0000 SUBDEBUG Upgraded: php-fpm-8.2.28-1.el9.x86_64", null)]
    [InlineData("2026-11-25T02:58:02+0000 INFO --- logging initialized ---", null)]
    [InlineData("Upgrade: php-fpm", null)]
    [InlineData("", null)]
    public void The_log_of_dnf_is_read(string line, string? expected)
    {
        PackageChange? change = DnfLogLine.Parse(line);

        Assert.Equal(expected, change is null ? null : $"{change.Action} {change.Name} {change.OldVersion} {change.NewVersion}");
        Assert.True(change is null || change.Time.ToUniversalTime() == new DateTime(2026, 11, 25, 2, 58, 2, DateTimeKind.Utc));
    }

    [Fact]
    public void Packages_that_matter_stand_alone_and_the_others_of_a_run_together()
    {
        PackageSource.LoggedChange[] changes =
        [
            .. File.ReadLines(TestData.Path("packages/dpkg.log")).Select((line, index) => (Change: DpkgLogLine.Parse(line), Number: index + 1L))
                .Where(line => line.Change is not null)
                .Select(line => new PackageSource.LoggedChange(line.Change!, "/var/log/dpkg.log", line.Number)),
        ];

        TimelineEvent[] events = [.. PackageSource.EventsOf(changes, AptHistory.Parse(File.ReadLines(TestData.Path("packages/history.log"))))];

        Assert.Equal(
            [
                "PackageUpgraded php8.2-fpm: 8.2.28-1~deb12u1 -> 8.2.29-1~deb12u1, by apt-get upgrade --option password=*** of admin (1000)",
                "PackageRemoved php8.1-fpm: 8.1.33-1, by apt purge php8.1-fpm",
                "PackageInstalled curl: 7.88.1-10 -> 7.88.1-10+deb12u14",
                "PackageInstalled other packages: adduser, libfoo1, libbar2, …, by apt-get upgrade --option password=*** of admin (1000)",
            ],
            events.Select(found => found.ToString()));
        Assert.Equal((4L, 5L, 6), (events[3].Count, events[3].LineNumber, events[3].Until!.Value.Second));
    }
}
