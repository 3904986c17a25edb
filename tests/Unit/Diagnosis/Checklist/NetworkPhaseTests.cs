using Nginx502.UnitTests.Diagnosis.Firewall;
using Nginx502.UnitTests.Diagnosis.Sockets;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis.Checklist;

/// <summary>Phase 4: firewall, listening, names.</summary>
public sealed class NetworkPhaseTests
{
    private static readonly FirewallListener[] Web = [new FirewallListener("0.0.0.0", 80, true)];

    [Theory]
    [InlineData("nothing", ChecklistStatus.Passed)]
    [InlineData("debian-nftables", ChecklistStatus.Passed)]
    public void The_port_of_visitors_is_open(string rules, ChecklistStatus status)
    {
        ChecklistItem[] items = (Healthy with { Firewall = RecordedFirewall.Read(rules) with { Listeners = Web } }).Examine("firewall");

        Assert.Equal([("port 80 (nginx)", status), ("port 443 (nginx)", ChecklistStatus.Skipped)], items.Select(item => (item.Subject, item.Status)));
    }

    [Fact]
    public void Rules_that_were_not_seen_are_not_seen()
    {
        var hidden = new FirewallFacts { NotSeen = [new NotSeen("the rules", "only root may", "Run it as root.")] };

        Assert.Equal((ChecklistStatus.NotSeen, "Run it as root."), Status((Healthy with { Firewall = hidden }).Only("firewall")));
        Assert.Equal(ChecklistStatus.NotSeen, (Healthy with { Firewall = null }).Only("firewall").Status);
    }

    [Theory]
    [InlineData(true, true, "0.0.0.0:80", ChecklistStatus.Passed, "nginx listens on it.")]
    [InlineData(true, true, null, ChecklistStatus.Passed, "It is listened on; which program does was not seen.")]
    [InlineData(true, true, "0.0.0.0:81", ChecklistStatus.Failed, "not by nginx")]
    [InlineData(true, false, "0.0.0.0:81", ChecklistStatus.Failed, "Nobody listens on it, though")]
    [InlineData(false, true, null, ChecklistStatus.Failed, "another program listens on its port")]
    [InlineData(false, false, null, ChecklistStatus.Failed, "Nobody listens on it: nginx does not run.")]
    public void The_ports_of_nginx(bool runs, bool isTaken, string? own, ChecklistStatus status, string says)
    {
        GatewayConfiguration configuration = Configuration("aligned") with { ListeningPorts = isTaken ? [80] : [22] };
        GatewaySnapshot snapshot = Healthy with
        {
            Configuration = runs ? configuration : configuration with { Nginx = [configuration.Nginx[0] with { ProcessId = null }] },
            Services = [runs ? NginxService : NginxService with { ProcessId = null, State = GatewayServiceState.Failed, Result = "exit-code" }, FpmService],
            Resources = Machine with { ListenQueues = own is null ? [] : [new ListenQueue("nginx", "/etc/nginx/nginx.conf", FpmEndpoint.Parse(own), 0, 511)] },
        };
        ChecklistItem item = snapshot.Only("nginx listening");

        Assert.Equal((status, "port 80"), (item.Status, item.Subject));
        Assert.Contains(says, item.Found);
        Assert.Equal(status == ChecklistStatus.Failed, item.Remedies.Length > 0);
    }

    [Fact]
    public void Without_ports_there_is_nothing_to_listen_on() =>
        Assert.Equal(ChecklistStatus.Skipped, (Healthy with { Configuration = new GatewayConfiguration() }).Only("nginx listening").Status);

    [Fact]
    public void A_pool_listens_and_answers()
    {
        ChecklistItem item = Healthy.Only("php-fpm listening");

        Assert.Equal((ChecklistStatus.Passed, "It answers in 1.0 ms: php-fpm8.2 100, pool www; 0 of 511 wait."), (item.Status, item.Found));
    }

    [Fact]
    public void Nobody_listens_where_nothing_is_or_the_socket_is_left()
    {
        FpmSocketFacts gone = SocketFacts.Unix with { Steps = SocketFacts.Unix.Steps[..3], Kind = null, IsMissing = true, IsListed = false, Listener = null, Attempts = [] };
        FpmSocketFacts left = SocketFacts.Unix with { IsListed = false, Listener = null, Queued = null, QueueLimit = null, Attempts = [SocketFacts.Failed(FastCgiFailureKind.Refused, 111)] };

        Assert.All((FpmSocketFacts[])[gone, left], facts => Assert.Equal(ChecklistStatus.Failed, (Healthy with { Sockets = [facts] }).Only("php-fpm listening").Status));
    }

    [Fact]
    public void One_that_listens_behind_a_permission_listens()
    {
        FpmSocketFacts denied = SocketFacts.Unix with { Attempts = [SocketFacts.Failed(FastCgiFailureKind.PermissionDenied, 13)] };
        ChecklistItem item = (Healthy with { Sockets = [denied] }).Only("php-fpm listening");

        Assert.Equal(ChecklistStatus.Passed, item.Status);
        Assert.Contains("was not tried, since nginx's worker may not connect", item.Found);
    }

    [Fact]
    public void A_queue_that_fills_is_a_warning() =>
        Assert.Equal(ChecklistStatus.Warning, (Healthy with { Sockets = [SocketFacts.Unix with { Queued = 400 }] }).Only("php-fpm listening").Status);

    [Fact]
    public void Names_lead_somewhere_nowhere_or_are_none()
    {
        ChecklistItem good = (Healthy with { Names = [Name(NameAnswerStatus.Answered)] }).Only("DNS");
        ChecklistItem bad = (Healthy with { Names = [Name(NameAnswerStatus.NoSuchName)] }).Only("DNS");

        Assert.Equal((ChecklistStatus.Passed, "php"), (good.Status, good.Subject));
        Assert.StartsWith("It leads to 10.0.0.5", good.Found);
        Assert.Equal((ChecklistStatus.Failed, "php:9000"), (bad.Status, bad.Endpoint?.ToString()));
        Assert.NotEmpty(bad.Remedies);
        Assert.Equal(ChecklistStatus.Skipped, Healthy.Only("DNS").Status);
        Assert.Equal(ChecklistStatus.NotSeen, (Healthy with { NotSeen = [new NotSeen("the names of upstreams", "late", "Wait.")] }).Only("DNS").Status);
    }

    private static (ChecklistStatus Status, string? Remedy) Status(ChecklistItem item) => (item.Status, item.Remedy?.Description);

    private static NginxNameFacts Name(NameAnswerStatus status) => new()
    {
        Name = "php",
        Lookup = NameLookup.AtLoad,
        Uses = [new NameUse("shop.example", "~ \\.php$", "fastcgi_pass", "php:9000", "php:9000", FpmEndpoint.Parse("php:9000"), "/etc/nginx/nginx.conf", 7)],
        Answers = [.. new[] { NameSource.Hosts, NameSource.System }.Select(source => new NameAnswer(
            source, "/etc/hosts:3", "php", status, status == NameAnswerStatus.Answered ? ["10.0.0.5"] : [], NameAnswerStatus.NoAddress, [], [], null, null, null))],
        Order = ["files", "dns"],
        NameServers = [],
        LoadedAt = Now.AddHours(-3),
        HostsChangedAt = Now.AddDays(-1),
        ProcessId = 70,
        MasterConfigurationPath = "/etc/nginx/nginx.conf",
        Timeout = TimeSpan.FromSeconds(5),
    };
}
