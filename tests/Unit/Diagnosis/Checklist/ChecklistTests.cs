using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis.Checklist;

/// <summary>The checklist as a whole.</summary>
public sealed class ChecklistTests
{
    private static readonly string[] Checks =
    [
        "nginx status", "php-fpm status", "nginx error log", "php-fpm log",
        "communication", "socket existence", "socket permission", "timeouts", "nginx syntax", "php-fpm syntax",
        "memory", "pool memory", "disk space", "inodes", "process count", "process limits", "open files",
        "firewall", "nginx listening", "php-fpm listening", "DNS",
    ];

    [Fact]
    public void A_healthy_server_passes_all_that_it_has()
    {
        IReadOnlyList<ChecklistItem> items = Examine(Healthy, Accepted);

        Assert.All(items, item => Assert.True(item.Status is ChecklistStatus.Passed or ChecklistStatus.Skipped, $"{item}: {item.Found}"));
        Assert.Equal(["DNS", "firewall"], items.Where(item => item.Status == ChecklistStatus.Skipped).Select(item => item.Check).Distinct().Order());
    }

    [Fact]
    public void The_checks_come_in_the_order_of_their_phases()
    {
        IReadOnlyList<ChecklistItem> items = Examine(Healthy, Accepted);

        Assert.Equal(Checks, items.Select(item => item.Check).Distinct());
        Assert.Equal(items.Select(item => item.Phase).Order(), items.Select(item => item.Phase));
    }

    [Theory]
    [InlineData(ChecklistPhase.Basic, "nginx status", "php-fpm log")]
    [InlineData(ChecklistPhase.Configuration, "communication", "php-fpm syntax")]
    [InlineData(ChecklistPhase.Resources, "memory", "open files")]
    [InlineData(ChecklistPhase.Network, "firewall", "DNS")]
    public void A_phase_has_its_own_checks_alone(ChecklistPhase phase, string first, string last)
    {
        IReadOnlyList<ChecklistItem> items = Nginx502.Checklist.Examine(new ChecklistFacts { Snapshot = Healthy, ConfigurationTests = Accepted }, phase);

        Assert.All(items, item => Assert.Equal(phase, item.Phase));
        Assert.Equal((first, last), (items[0].Check, items[^1].Check));
    }

    // A machine of which nothing was seen, with nothing on it, or where all of it was hidden.
    [Fact]
    public void Every_check_says_something_whatever_was_seen()
    {
        GatewaySnapshot[] snapshots =
        [
            new GatewaySnapshot { Time = Now },
            Healthy,
            Healthy with { Configuration = new GatewayConfiguration(), Services = [], Sockets = [], Pools = [], Logs = [], Resources = null, Memory = null, Firewall = null },
            Healthy with { Sockets = [], Configuration = Configuration("wrong-path") },
            Healthy with { NotSeen = [.. new[] { "the services", "the logs", "the endpoints", "what the pools do", "what can run out", "the memory of workers", "the names of upstreams", "the firewall" }.Select(what => new NotSeen(what, "it was not done within 5 s", "Give it longer."))], Services = [], Logs = [], Sockets = [], Pools = [], Resources = null, Memory = null, Firewall = null },
        ];
        Assert.All(snapshots, snapshot => Assert.All(new[] { null, Accepted }, tests =>
        {
            IReadOnlyList<ChecklistItem> items = Examine(snapshot, tests);
            Assert.Equal(Checks, items.Select(item => item.Check).Distinct());
            Assert.All(items, item =>
            {
                Assert.False(string.IsNullOrWhiteSpace(item.Subject), item.ToString());
                Assert.False(string.IsNullOrWhiteSpace(item.LookedAt), item.ToString());
                Assert.EndsWith(".", item.Found, StringComparison.Ordinal);
                Assert.Equal(snapshot.Time, item.Time);
                Assert.True(item.Status is not (ChecklistStatus.Failed or ChecklistStatus.NotSeen) || item.Remedy is not null, $"{item} has no remedy");
                Assert.True(item.Status is not (ChecklistStatus.Passed or ChecklistStatus.Skipped) || item.Remedies.Length == 0, $"{item} has one");
                Assert.Equal(item.Status is ChecklistStatus.Passed or ChecklistStatus.Warning, item.Passed);
            });
        }));
    }

    private static IReadOnlyList<ChecklistItem> Examine(GatewaySnapshot snapshot, ConfigurationTestResult[]? tests) =>
        Nginx502.Checklist.Examine(new ChecklistFacts { Snapshot = snapshot, ConfigurationTests = tests });
}
