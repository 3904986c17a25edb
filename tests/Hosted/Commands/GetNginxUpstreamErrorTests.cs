using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Commands;

public sealed class GetNginxUpstreamErrorTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_table_says_at_a_glance_what_is_wrong()
    {
        string[] lines = _session.Show("Get-NginxUpstreamError -LiteralPath $args[0]", Log(Line(0, "/run/php/php8.2-fpm.sock"))).Split('\n');

        Assert.Contains(lines, line => line.StartsWith("Time     Status  Symptom               Upstream           Request"));
        Assert.Contains(lines, line => line.StartsWith("03:49:00 502     SocketMissing         …/php8.2-fpm.sock  shop.exa…/checkout"));
    }

    [Fact]
    public void Filters_choose()
    {
        string log = Log(Line(1, "/run/a.sock"), Line(2, "/run/b.sock"), "2026/11/23 03:49:03 [notice] 1#1: signal process started");

        Assert.Equal(1, Count("-Endpoint /run/a.sock", log));
        Assert.Equal(1, Count("-Endpoint ([pscustomobject]@{ Listen = '/run/b.sock' })", log));
        Assert.Equal(2, Count("-Upstream fastcgi://unix:*", log));
        Assert.Equal(0, Count("-Server other*", log));
        Assert.Equal(2, Count("-Symptom socket*, PermissionDenied", log));
        Assert.Equal(2, Count("-Symptom SocketMissing -Client 192.0.2.*", log));
        Assert.Equal(3, Count("-All", log));
        Assert.Equal(1, Count("-Symptom Lifecycle", log));
        Assert.Equal(1, Count("-Tail 1", log));
    }

    [Fact]
    public void Rotated_logs_come_in_the_order_of_time_however_they_are_named()
    {
        Log(Line(3, "/run/new.sock"));
        File.WriteAllText(_folder["error.log.1"], Line(2, "/run/older.sock") + "\n");
        File.WriteAllText(_folder["error.log.2"], Line(1, "/run/oldest.sock") + "\n");
        string[] expected = ["/run/oldest.sock", "/run/older.sock", "/run/new.sock"];

        Assert.Equal(expected, Sockets("Get-NginxUpstreamError -Path $args[0]", _folder["error.log*"]));
        Assert.Equal(expected, Sockets("Get-NginxUpstreamError -Path $args[0] -IncludeRotated", _folder["error.log"]));
        Assert.Equal(expected[2..], Sockets("Get-NginxUpstreamError -Path $args[0]", _folder["error.log"]));
        Assert.Equal(expected[2..], Sockets("Get-NginxUpstreamError -Path $args[0], $args[0]", _folder["error.log"]));
    }

    [Fact]
    public void Waiting_begins_with_the_last_and_follows_rotation()
    {
        string log = Log([.. Enumerable.Range(0, 30).Select(second => Line(second, "/run/a.sock"))]);
        using RunningInvocation running = _session.Start("Get-NginxUpstreamError -LiteralPath $args[0] -Follow", log);
        Assert.Equal(10, running.WaitFor(10).Count);

        File.AppendAllText(log, Line(31, "/run/b.sock") + "\n");
        running.WaitFor(11);
        File.Move(log, log + ".1");
        File.WriteAllText(log, Line(32, "/run/c.sock") + "\n");
        running.WaitFor(12);

        Assert.Equal(["/run/b.sock", "/run/c.sock"], running.Output.Skip(10).Select(item => ((NginxUpstreamError)item.BaseObject).Endpoint!.SocketPath));
        Assert.Empty(running.Errors);
    }

    [Fact]
    public void A_line_that_is_half_written_when_waiting_begins_comes_once_and_whole()
    {
        string line = Line(1, "/run/half.sock");
        string log = Log(Line(0, "/run/a.sock"));
        File.AppendAllText(log, line[..120]);
        using RunningInvocation running = _session.Start("Get-NginxUpstreamError -LiteralPath $args[0] -Wait", log);
        running.WaitFor(1);

        File.AppendAllText(log, line[120..] + "\n");

        Assert.Equal("/run/half.sock", ((NginxUpstreamError)running.WaitFor(2)[1].BaseObject).Endpoint!.SocketPath);
        Thread.Sleep(300);
        Assert.Equal(2, running.Output.Count);
    }

    [Fact]
    public void Waiting_for_a_log_that_does_not_exist_yet_warns_and_reads_it_whole()
    {
        using RunningInvocation running = _session.Start("Get-NginxUpstreamError -Path $args[0] -Wait", _folder["later.log"]);
        Assert.Contains("does not exist yet", Assert.Single(running.WaitForWarnings(1)).Message);

        File.WriteAllText(_folder["later.log"], Line(1, "/run/a.sock") + "\n");

        running.WaitFor(1);
        Assert.Empty(running.Errors);
    }

    [Fact]
    public void The_visitors_status_comes_from_the_access_log_only()
    {
        string log = Log(Line(6, "/run/a.sock"));
        string access = _folder.Write(
            "access.log",
            "192.0.2.7 - - [23/Nov/2026:03:49:06 +0000] \"GET /checkout.php HTTP/1.1\" 502 157 \"-\" \"Mozilla/5.0\"");

        Assert.Null(_session.Invoke("Get-NginxUpstreamError -LiteralPath $args[0]", log).Clean().As<NginxUpstreamError>().Single().Status);
        Assert.Equal(502, _session.Invoke("Get-NginxUpstreamError -LiteralPath $args[0] -AccessLogPath $args[1]", log, access).Clean().As<NginxUpstreamError>().Single().Status);
        Assert.Contains("502>502", _session.Show("Get-NginxUpstreamError -LiteralPath $args[0] -AccessLogPath $args[1]", log, access));
    }

    [Fact]
    public void Times_of_another_zone_are_told_with_Verbose()
    {
        DateTimeOffset stamp = new(new DateTime(2026, 11, 23, 12, 49, 6, DateTimeKind.Local));
        string line = $"{stamp:yyyy-MM-dd'T'HH:mm:sszzz} 2026/11/23 14:49:06 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream";

        InvocationResult result = _session.Invoke("$args[0] | Get-NginxUpstreamError -Verbose", line).Clean();

        Assert.Equal(["Times of the pipeline are written in another zone and read as shifted by -02:00."], result.Verbose);
    }

    [Fact]
    public void What_was_not_understood_is_counted_and_shown_to_a_person_only()
    {
        string log = Log(Line(1, "/run/a.sock"), "not a line of nginx: s3cret");

        InvocationResult unattended = _session.Invoke("Get-NginxUpstreamError -LiteralPath $args[0] -Verbose", log).Clean();
        Assert.Contains(unattended.Verbose, message => message.StartsWith("1 records"));
        Assert.DoesNotContain("s3cret", string.Concat(unattended.Verbose) + _session.Host.Text.Raw);

        _session.Host.IsInteractive = true;
        InvocationResult attended = _session.Invoke("Get-NginxUpstreamError -LiteralPath $args[0] -Verbose", log).Clean();
        Assert.DoesNotContain("s3cret", string.Concat(attended.Verbose));
        Assert.Contains("s3cret", _session.Host.Text.Raw);

        _session.Host.Text.Clear();
        _session.Invoke("Get-NginxUpstreamError -LiteralPath $args[0]", log).Clean();
        Assert.DoesNotContain("s3cret", _session.Host.Text.Raw);
    }

    private static string Line(int second, string socket) =>
        $"2026/11/23 03:49:{second:00} [crit] 7#7: *1 connect() to unix:{socket} failed (2: No such file or directory) while connecting to upstream, "
        + $"client: 192.0.2.7, server: shop.example, request: \"GET /checkout.php HTTP/1.1\", upstream: \"fastcgi://unix:{socket}:\", host: \"shop.example\"";

    private string Log(params string[] lines) => _folder.Write("error.log", lines);

    private int Count(string arguments, string log) => _session.Invoke($"Get-NginxUpstreamError -LiteralPath $args[0] {arguments}", log).Clean().Output.Count;

    private IEnumerable<string?> Sockets(string script, string path) =>
        _session.Invoke(script, path).Clean().As<NginxUpstreamError>().Select(error => error.Endpoint?.SocketPath);
}
