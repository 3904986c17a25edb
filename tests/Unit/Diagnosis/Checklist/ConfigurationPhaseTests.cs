using Nginx502.UnitTests.Diagnosis.Sockets;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis.Checklist;

/// <summary>Phase 2: both configurations and where they meet.</summary>
public sealed class ConfigurationPhaseTests
{
    private const string Socket = "unix:/run/php/php8.2-fpm.sock";

    private static readonly FpmSocketFacts Gone = SocketFacts.Unix with { Steps = SocketFacts.Unix.Steps[..3], Kind = null, IsMissing = true, IsListed = false, Listener = null, Attempts = [] };
    private static readonly FpmSocketFacts Denied = SocketFacts.Unix with
    {
        Steps = [.. SocketFacts.Unix.Steps[..3], new FpmSocketStep("/run/php/php8.2-fpm.sock", "Socket", "root", "root", "0600", [], false, false, "www-data is neither")],
        Attempts = [SocketFacts.Failed(FastCgiFailureKind.PermissionDenied, 13)],
    };

    [Fact]
    public void Both_sides_agree_or_how_they_do_not()
    {
        ChecklistItem agreed = Healthy.Only("communication");
        ChecklistItem wrong = (Healthy with { Configuration = Configuration("wrong-path") }).Examine("communication").First(item => item.Status == ChecklistStatus.Failed);

        Assert.Equal((ChecklistStatus.Passed, Socket, "www"), (agreed.Status, agreed.Subject, agreed.Pool));
        Assert.Equal("shop.example and pool www name the same unix socket.", agreed.Found);
        Assert.Contains("PathMismatch: ", wrong.Found);
        Assert.NotNull(wrong.Remedy?.Command);
    }

    [Fact]
    public void What_is_on_another_machine_is_not_seen_and_no_upstream_is_skipped()
    {
        Assert.Equal(ChecklistStatus.NotSeen, (Healthy with { Configuration = Configuration("elsewhere") }).Examine("communication")[0].Status);
        Assert.Equal(ChecklistStatus.Skipped, (Healthy with { Configuration = Configuration("aligned") with { Upstreams = [] } }).Only("communication").Status);
    }

    [Fact]
    public void A_socket_is_there_missing_or_not_needed()
    {
        ChecklistItem missing = (Healthy with { Sockets = [Gone] }).Only("socket existence");

        Assert.Equal(ChecklistStatus.Passed, Healthy.Only("socket existence").Status);
        Assert.Equal((ChecklistStatus.Failed, Socket), (missing.Status, missing.Endpoint?.ToString()));
        Assert.NotEmpty(missing.Remedies);
        Assert.Equal(ChecklistStatus.Skipped, (Healthy with { Sockets = [SocketFacts.Tcp], Configuration = new GatewayConfiguration() }).Only("socket existence").Status);
        Assert.Equal(ChecklistStatus.NotSeen, (Healthy with { Sockets = [] }).Only("socket existence").Status);
    }

    [Fact]
    public void A_permission_is_asked_of_the_kernel()
    {
        ChecklistItem denied = (Healthy with { Sockets = [Denied] }).Only("socket permission");

        Assert.Equal("The kernel lets www-data (nginx worker 70) connect.", Healthy.Only("socket permission").Found);
        Assert.Equal(ChecklistStatus.Failed, denied.Status);
        Assert.Equal("Repair-FpmSocketPermission -Pool www", denied.Remedy?.Command);
        Assert.Equal(ChecklistStatus.Passed, (Healthy with { Sockets = [Denied] }).Only("socket existence").Status);
    }

    [Fact]
    public void Nothing_at_the_path_has_no_permission()
    {
        ChecklistItem item = (Healthy with { Sockets = [Gone] }).Only("socket permission");

        Assert.Equal((ChecklistStatus.Skipped, "It does not come to that: nothing is at the path."), (item.Status, item.Found));
    }

    [Fact]
    public void Only_root_sees_what_the_kernel_lets()
    {
        FpmSocketFacts notRoot = SocketFacts.Unix with { Attempts = [SocketFacts.Failed(FastCgiFailureKind.PermissionDenied, 13, isAsClient: false)], NotSeen = [new NotSeen("whether it may connect", "only root can ask", "Run it as root.")] };
        ChecklistItem item = (Healthy with { Sockets = [notRoot] }).Only("socket permission");

        Assert.Equal((ChecklistStatus.NotSeen, "Run it as root."), (item.Status, item.Remedy?.Description));
    }

    [Theory]
    [InlineData("aligned", ChecklistStatus.Passed, "They come in the right order: fastcgi_read_timeout 60 s, request_terminate_timeout 30 s, max_execution_time 20 s.")]
    [InlineData("stock", ChecklistStatus.Passed, "request_terminate_timeout off")]
    [InlineData("timeout-order", ChecklistStatus.Warning, "php-fpm ends the script only after")]
    [InlineData("elsewhere", ChecklistStatus.Skipped, "nothing to compare")]
    public void Timeouts_come_in_the_right_order(string name, ChecklistStatus status, string says)
    {
        ChecklistItem item = (Healthy with { Configuration = Configuration(name) }).Examine("timeouts")[0];

        Assert.Equal(status, item.Status);
        Assert.Contains(says, item.Found);
        Assert.Equal(status == ChecklistStatus.Warning, item.Remedies.Length > 0);
    }

    [Theory]
    [InlineData(true, true, null, ChecklistStatus.Passed, "nginx accepts it.")]
    [InlineData(false, true, Severity.Error, ChecklistStatus.Failed, "nginx refuses it. /etc/nginx/nginx.conf:3: unknown directive.")]
    [InlineData(true, true, Severity.Warning, ChecklistStatus.Warning, "nginx accepts it. /etc/nginx/nginx.conf:3: unknown directive.")]
    [InlineData(true, false, null, ChecklistStatus.NotSeen, "nginx itself was not asked; our own reading finds no error. Not judged: what it says: only root can.")]
    [InlineData(false, false, Severity.Error, ChecklistStatus.Failed, "nginx refuses it. /etc/nginx/nginx.conf:3: unknown directive.")]
    public void The_syntax_is_judged_by_the_program(bool passed, bool isAsked, Severity? severity, ChecklistStatus status, string found)
    {
        ConfigurationDiagnostic[] diagnostics = severity is { } known ? [new ConfigurationDiagnostic(known, "X", "unknown directive", "/etc/nginx/nginx.conf", 3)] : [];
        ChecklistItem item = Healthy.Only("nginx syntax", [Test("nginx", "/etc/nginx/nginx.conf", passed, isAsked, diagnostics)]);

        Assert.Equal((status, found), (item.Status, item.Found));
    }

    [Fact]
    public void A_program_without_a_configuration_is_skipped_and_one_that_was_not_asked_not_seen()
    {
        Assert.Equal(ChecklistStatus.Skipped, Healthy.Only("php-fpm syntax", [Accepted[0]]).Status);
        Assert.Equal(
            ChecklistStatus.NotSeen,
            Nginx502.Checklist.Examine(new ChecklistFacts { Snapshot = Healthy }, ChecklistPhase.Configuration).Single(item => item.Check == "php-fpm syntax").Status);
    }
}
