using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Commands;

/// <summary>Test-502Checklist as a user asks for it.</summary>
public sealed class ChecklistTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly TemporaryFolder _folder = new();
    private readonly string _nginx;
    private readonly string _fpm;

    public ChecklistTests()
    {
        _nginx = _folder.Write(
            "nginx.conf", $"error_log {_folder.Path}/error.log;", "events { }", $"http {{ server {{ listen 127.0.0.1:8471; server_name shop.example; location / {{ fastcgi_pass unix:{_folder.Path}/x.sock; }} }} }}");
        _fpm = _folder.Write("php-fpm.conf", "[global]", $"error_log = {_folder.Path}/fpm.log", "[www]", "user = nobody", $"listen = {_folder.Path}/x.sock", "pm = static", "pm.max_children = 2");
        _folder.Write("error.log", $"{DateTime.Now.AddMinutes(-20):yyyy/MM/dd HH:mm:ss} [error] 11#11: *1 connect() to unix:{_folder.Path}/x.sock failed (2: No such file or directory) while connecting to upstream, client: 10.0.0.9, server: shop.example, request: \"GET / HTTP/1.1\", upstream: \"fastcgi://unix:{_folder.Path}/x.sock:\", host: \"a\"");
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("1", "Basic")]
    [InlineData("'1'", "Basic")]
    [InlineData("basic", "Basic")]
    [InlineData("4, 3", "Resources Network")]
    [InlineData("'3', res", "Resources")]
    [InlineData("-Phase (1..2)", "Basic Configuration")]
    [InlineData("-Phase ([Nginx502.ChecklistPhase]::Network)", "Network")]
    [InlineData("*e*", "Resources Network")]
    [InlineData("", "Basic Configuration Resources Network")]
    public void Phases_are_chosen_by_number_and_name_and_come_in_order(string arguments, string phases) =>
        Assert.Equal(phases, string.Join(' ', Ask(arguments).Select(item => item.Phase).Distinct()));

    [Fact]
    public void What_does_not_run_and_was_logged_is_told()
    {
        IReadOnlyList<ChecklistItem> items = Ask("1, 2");

        Assert.Equal(ChecklistStatus.Failed, items.Single(item => item.Check == "nginx status").Status);
        Assert.Equal(ChecklistStatus.Failed, items.Single(item => item.Check == "php-fpm status").Status);
        ChecklistItem log = items.Single(item => item.Check == "nginx error log");
        Assert.Equal((ChecklistStatus.Warning, $"{_folder.Path}/error.log"), (log.Status, log.Subject));
        Assert.Contains("1 failed attempt, the last 20 min ago: 1 SocketMissing", log.Found);
        ChecklistItem socket = items.Single(item => item.Check == "socket existence");
        Assert.Equal((ChecklistStatus.Failed, $"unix:{_folder.Path}/x.sock"), (socket.Status, socket.Endpoint!.ToString()));
        Assert.Equal(ChecklistStatus.Passed, items.Single(item => item.Check == "communication").Status);
    }

    [Fact]
    public void Quiet_gives_one_Boolean()
    {
        Assert.Equal([false], _session.Invoke("Test-502Checklist -Quiet -NginxConfigPath $args[0] -FpmConfigPath $args[1] -WarningAction Ignore", _nginx, _fpm).Clean().As<bool>());
    }

    [Theory]
    [InlineData("Test-502Checklist 5", "ParameterArgumentTransformationError")]
    [InlineData("Test-502Checklist '0'", "ParameterArgumentTransformationError")]
    [InlineData("Test-502Checklist Wonder", "ParameterArgumentTransformationError")]
    [InlineData("Test-502Checklist -Phase $null", "ParameterArgumentValidationError")]
    [InlineData("Test-502Checklist -NginxConfigPath /nowhere.conf", "PathNotFound")]
    [InlineData("Test-502Checklist -FpmConfigPath ''", "ParameterArgumentValidationError")]
    public void Mistakes_have_an_error(string call, string id) => Assert.Equal(id, Assert.Single(_session.Invoke(call).ErrorIds));

    [Fact]
    public void A_phase_that_is_none_is_answered_with_those_that_are() =>
        Assert.Contains("'5' is not a phase. Give one of 1 Basic, 2 Configuration, 3 Resources, 4 Network.", _session.Invoke("Test-502Checklist 5").Errors[0].ToString());

    [Fact]
    public void An_empty_pipeline_gives_nothing() => Assert.Empty(_session.Invoke("@() | Test-502Checklist").Clean().Output);

    [Fact]
    public void It_can_be_stopped()
    {
        using RunningInvocation running = _session.Start("Test-502Checklist -NginxConfigPath $args[0] -FpmConfigPath $args[1] -WarningAction Ignore", _nginx, _fpm);

        Assert.InRange(running.Stop(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Items_come_below_their_phase_with_a_mark()
    {
        string shown = _session.Show("Test-502Checklist 1 -NginxConfigPath $args[0] -FpmConfigPath $args[1] -WarningAction Ignore", _nginx, _fpm);

        Assert.Contains("Phase: 1 Basic", shown);
        Assert.Contains("FAIL nginx status", shown);
        Assert.Contains("WARN nginx error log", shown);
        Assert.Contains("  mend Have the cause named.\n       Get-502Diagnosis", shown);
    }

    private IReadOnlyList<ChecklistItem> Ask(string arguments) =>
        [.. _session.Invoke($"Test-502Checklist {arguments} -NginxConfigPath $args[0] -FpmConfigPath $args[1] -WarningAction Ignore", _nginx, _fpm).Clean().As<ChecklistItem>()];
}
