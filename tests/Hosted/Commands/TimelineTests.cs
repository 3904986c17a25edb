using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Commands;

/// <summary>Get-502Timeline as a user asks for it.</summary>
public sealed class TimelineTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly TemporaryFolder _folder = new();
    private readonly string _nginx;
    private readonly string _fpm;
    private readonly DateTime _now = DateTime.Now;

    public TimelineTests()
    {
        string root = Directory.CreateDirectory(Path.Combine(_folder.Path, "www")).FullName;
        string log = Path.Combine(_folder.Path, "error.log");
        _nginx = _folder.Write(
            "nginx.conf", $"error_log {log};", "events { }", $"http {{ server {{ listen 127.0.0.1:80; root {root}; location / {{ fastcgi_pass unix:/run/x.sock; }} }} }}");
        _fpm = _folder.Write("php-fpm.conf", "[global]", $"error_log = {_folder.Path}/fpm.log", "[www]", "user = nobody", "listen = /run/x.sock", "pm = static", "pm.max_children = 2");
        _folder.Write("error.log", Line(-90), Line(-89), Line(-20), Line(-19), $"{_now.AddMinutes(-15):yyyy/MM/dd HH:mm:ss} [notice] 10#10: signal 1 (SIGHUP) received from 999, reconfiguring");
        _folder.Write("fpm.log", $"[{_now.AddMinutes(-18).ToString("dd-MMM-yyyy HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)}] NOTICE: Terminating ...");
        File.SetLastWriteTime(root, _now.AddMinutes(-30));
        File.SetLastWriteTime(_nginx, _now.AddMinutes(-17));
        File.SetLastWriteTime(_fpm, _now.AddMinutes(-70));
        File.SetLastWriteTime(log, _now);
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_happened_stands_in_order() => Assert.Equal(
        ["ErrorBurst", "FileChanged", "Deployed", "ErrorBurst", "FpmStopped", "FileChanged", "NginxReloaded"],
        Ask("-Since 2h").Where(IsOfFolder).Select(found => found.Kind.ToString()));

    [Theory]
    [InlineData("-Since 25m", 5)]
    [InlineData("-Since ([timespan]'0:25')", 5)]
    [InlineData("-Since ([datetime]::Now.AddMinutes(-25))", 5)]
    [InlineData("-Since ([datetime]::Now.AddMinutes(-25).ToString('yyyy-MM-dd HH:mm:ss'))", 5)]
    [InlineData("-Since 2h -Until 80m", 1)]
    [InlineData("-Since 2h -Until 25m", 3)]
    [InlineData("", 7)]
    public void Moments_are_taken_as_people_write_them(string arguments, int count) => Assert.Equal(count, Ask(arguments).Count(IsOfFolder));

    [Theory]
    [InlineData("FileChanged", "FileChanged, FileChanged")]
    [InlineData("file*, Deployed", "FileChanged, Deployed, FileChanged")]
    [InlineData("-Kind Nginx*", "NginxReloaded")]
    public void Kinds_are_chosen_by_name_and_wildcard(string arguments, string kinds) =>
        Assert.Equal(kinds, string.Join(", ", Ask(arguments).Where(IsOfFolder).Select(found => found.Kind)));

    [Fact]
    public void A_burst_names_what_it_is_of()
    {
        TimelineEvent burst = Ask("ErrorBurst -Since 1h").Last();

        Assert.Equal((2, Symptom.BacklogFull, "unix:/run/x.sock"), ((int)burst.Count, burst.Symptom, burst.Endpoint!.ToString()));
        Assert.Equal(burst.Endpoint.ToString(), burst.Subject);
    }

    [Theory]
    [InlineData("Get-502Timeline -Kind ErrorBrst", "ParameterArgumentTransformationError")]
    [InlineData("Get-502Timeline -Kind $null", "ParameterArgumentValidationError")]
    [InlineData("Get-502Timeline -Since $null", "ParameterArgumentTransformationError", "ParameterArgumentValidationErrorNullNotAllowed", "ParameterArgumentValidationError")]
    [InlineData("Get-502Timeline -Since sometimes", "ParameterArgumentTransformationError")]
    [InlineData("Get-502Timeline -Since 1h -Until 2h", "SinceAfterUntil")]
    [InlineData("Get-502Timeline -NginxConfigPath /nowhere.conf", "PathNotFound")]
    [InlineData("Get-502Timeline -FpmConfigPath ''", "ParameterArgumentValidationError")]
    public void Mistakes_have_an_error(string call, params string[] ids) => Assert.Contains(Assert.Single(_session.Invoke(call).ErrorIds), ids);

    [Fact]
    public void A_kind_that_is_none_is_answered_with_what_was_meant() =>
        Assert.Contains("Did you mean ErrorBurst", _session.Invoke("Get-502Timeline ErrorBrst").Errors[0].ToString());

    [Fact]
    public void An_empty_pipeline_gives_nothing() => Assert.Empty(_session.Invoke("@() | Get-502Timeline").Clean().Output);

    // The folder itself was changed when the files of this test were made.
    private bool IsOfFolder(TimelineEvent found) => found.Source.StartsWith(_folder.Path, StringComparison.Ordinal) && (found.Kind != TimelineEventKind.FileChanged || File.Exists(found.Subject));

    private IReadOnlyList<TimelineEvent> Ask(string arguments) =>
        [.. _session.Invoke($"Get-502Timeline {arguments} -NginxConfigPath $args[0] -FpmConfigPath $args[1] -WarningAction Ignore", _nginx, _fpm).Clean().As<TimelineEvent>()];

    private string Line(int minute) =>
        $"{_now.AddMinutes(minute):yyyy/MM/dd HH:mm:ss} [error] 11#11: *1 connect() to unix:/run/x.sock failed (11: Resource temporarily unavailable) while connecting to upstream, client: 10.0.0.9, server: a, request: \"GET / HTTP/1.1\", upstream: \"fastcgi://unix:/run/x.sock:\", host: \"a\"";
}
