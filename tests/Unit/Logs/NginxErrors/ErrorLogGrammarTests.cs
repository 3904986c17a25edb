using Nginx502.Logs;

namespace Nginx502.UnitTests.Logs.NginxErrors;

/// <summary>The parts of a line, as nginx's sources put it together and as real servers wrote it.</summary>
public class ErrorLogGrammarTests
{
    private const string Head = "2026/11/23 03:49:06 [error] 10579#0: *13 ";
    private const string Failure = Head + "connect() failed (111: Connection refused) while connecting to upstream";

    [Fact]
    public void A_whole_line_has_every_part()
    {
        NginxUpstreamError error = ErrorLines.One(ErrorLines.Refused);

        Assert.Equal(new DateTime(2026, 11, 23, 3, 49, 6), error.Time);
        Assert.Equal(DateTimeKind.Local, error.Time!.Value.Kind);
        Assert.Equal(NginxLogLevel.Error, error.Level);
        Assert.Equal(10579, error.ProcessId);
        Assert.Equal(13, error.ConnectionId);
        Assert.Equal("connect() failed", error.Message);
        Assert.Equal(111, error.ErrorNumber);
        Assert.Equal("Connection refused", error.ErrorText);
        Assert.Equal(UpstreamOperation.Connecting, error.Operation);
        Assert.Equal(Symptom.ConnectionRefused, error.Symptom);
        Assert.Equal(502, error.AttemptStatus);
        Assert.Null(error.Status);
        Assert.True(error.IsUpstreamError);
        Assert.Equal("192.0.2.1", error.Client);
        Assert.Equal("shop.example", error.Server);
        Assert.Equal("GET", error.Method);
        Assert.Equal("/cart.php?id=7", error.RequestUri);
        Assert.Equal("fastcgi://127.0.0.1:9000", error.Upstream);
        Assert.Equal(FpmEndpoint.Parse("127.0.0.1:9000"), error.Endpoint);
        Assert.Equal("www.shop.example", error.Host);
        Assert.Equal("https://shop.example/start", error.Referrer);
        Assert.Null(error.Path);
        Assert.Equal(1, error.LineNumber);
        Assert.Equal(0, error.Offset);
        Assert.Equal(ErrorLines.Refused, error.GetRawLine());
        Assert.Equal("ConnectionRefused fastcgi://127.0.0.1:9000 GET /cart.php?id=7", error.ToString());
    }

    [Theory]
    [InlineData(
        "2026/11/23 03:49:06 [crit] 10579#0: *3 connect() to unix:/run/php/none.sock failed (2: No such file or directory) while connecting to upstream, client: 127.0.0.1, server: example.com, request: \"GET /x HTTP/1.1\", upstream: \"fastcgi://unix:/run/php/none.sock:\", host: \"127.0.0.1:18080\"",
        Symptom.SocketMissing, 502, "fastcgi://unix:/run/php/none.sock", "127.0.0.1:18080")]
    [InlineData(
        "2026/11/23 03:49:06 [error] 10579#0: *13 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: example.com, request: \"GET /x HTTP/1.1\", upstream: \"fastcgi://127.0.0.1:9000\", host: \"127.0.0.1:18080\"",
        Symptom.ConnectionRefused, 502, "fastcgi://127.0.0.1:9000", "127.0.0.1:18080")]
    [InlineData(
        "2026/11/23 03:49:46 [error] 10660#0: *70 upstream timed out (110: Connection timed out) while reading response header from upstream, client: 127.0.0.1, server: example.com, request: \"GET /x.php HTTP/1.1\", upstream: \"fastcgi://unix:/run/php/fpm.sock\", host: \"127.0.0.1:18080\"",
        Symptom.ResponseTimedOut, 504, "fastcgi://unix:/run/php/fpm.sock", "127.0.0.1:18080")]
    [InlineData(
        "2026/11/23 03:49:06 [error] 10579#0: *23 no live upstreams while connecting to upstream, client: 127.0.0.1, server: example.com, request: \"GET /x HTTP/1.1\", upstream: \"fastcgi://backend\", host: \"127.0.0.1:18080\"",
        Symptom.NoLiveUpstreams, 502, "fastcgi://backend", "127.0.0.1:18080")]
    [InlineData(
        "2026/11/23 03:49:45 [error] 10660#0: *64 nosuchhost.invalid could not be resolved (110: Operation timed out), client: 127.0.0.1, server: example.com, request: \"GET /x HTTP/1.1\", host: \"127.0.0.1:18080\"",
        Symptom.NameResolutionFailed, 502, null, "127.0.0.1:18080")]
    [InlineData(
        "2026/11/23 03:49:43 [error] 10660#0: send() failed (111: Connection refused) while resolving, resolver: 127.0.0.1:15353",
        Symptom.ResolverUnreachable, null, null, null)]
    [InlineData(
        "2026/11/23 03:50:59 [crit] 11357#0: *128 connect() to unix:/run/php/none.sock failed (2: No such file or directory) while connecting to upstream, client: unix:, server: example.com, request: \"GET /u HTTP/1.0\", upstream: \"fastcgi://unix:/run/php/none.sock:\"",
        Symptom.SocketMissing, 502, "fastcgi://unix:/run/php/none.sock", null)]
    public void Lines_of_real_servers(string line, Symptom symptom, int? status, string? upstream, string? host)
    {
        NginxUpstreamError error = ErrorLines.One(line);

        Assert.Equal(symptom, error.Symptom);
        Assert.Equal(status, error.AttemptStatus);
        Assert.Equal(upstream, error.Upstream);
        Assert.Equal(host, error.Host);
    }

    [Theory]
    [InlineData("client: 2001:db8::1, server: x", "2001:db8::1", "x")]
    [InlineData("client: unix:, server: x", "unix:", "x")]
    [InlineData("client: 192.0.2.1, server: ", "192.0.2.1", null)]
    [InlineData("client: 192.0.2.1, server: 0.0.0.0:443", "192.0.2.1", "0.0.0.0:443")]
    public void Clients_and_servers(string keys, string client, string? server)
    {
        NginxUpstreamError error = ErrorLines.One($"{Failure}, {keys}, request: \"GET /x HTTP/1.1\", upstream: \"fastcgi://[::1]:9000\", host: \"[2001:db8::2]:80\"");

        Assert.Equal(client, error.Client);
        Assert.Equal(server, error.Server);
        Assert.Equal("fastcgi://[::1]:9000", error.Upstream);
        Assert.Equal("[::1]:9000", error.Endpoint?.ToString());
        Assert.Equal("[2001:db8::2]:80", error.Host);
    }

    [Fact]
    public void No_request_yet()
    {
        NginxUpstreamError error = ErrorLines.One("2026/11/23 03:49:06 [info] 1#1: *5 client timed out (110: Connection timed out) while waiting for request, client: 192.0.2.1, server: 0.0.0.0:80");

        Assert.Equal(("192.0.2.1", "0.0.0.0:80"), (error.Client, error.Server));
        Assert.Equal(UpstreamOperation.Other, error.Operation);
        Assert.Null(error.Method);
        Assert.Null(error.RequestUri);
        Assert.Null(error.Upstream);
    }

    [Theory]
    [InlineData("GET /x?a=b HTTP/2.0", "GET", "/x?a=b")]
    [InlineData("GET /x", "GET", "/x")]
    [InlineData("POST / HTTP/1.0", "POST", "/")]
    [InlineData("OPTIONS * HTTP/1.1", "OPTIONS", "*")]
    [InlineData("GET /\"quoted\",x HTTP/1.1", "GET", "/\"quoted\",x")]
    public void Request_lines(string request, string method, string uri)
    {
        NginxUpstreamError error = ErrorLines.One($"{Failure}, client: 192.0.2.1, server: x, request: \"{request}\", upstream: \"fastcgi://127.0.0.1:9000\", host: \"h\"");

        Assert.Equal((method, uri), (error.Method, error.RequestUri));
        Assert.Equal(("fastcgi://127.0.0.1:9000", "h"), (error.Upstream, error.Host));
    }

    [Theory]
    [InlineData("fastcgi://unix:/run/php/x.sock:", "fastcgi://unix:/run/php/x.sock", "unix:/run/php/x.sock")]
    [InlineData("fastcgi://unix:/run/php/x.sock", "fastcgi://unix:/run/php/x.sock", "unix:/run/php/x.sock")]
    [InlineData("fastcgi://10.0.0.7:9000", "fastcgi://10.0.0.7:9000", "10.0.0.7:9000")]
    [InlineData("fastcgi://backend", "fastcgi://backend", null)]
    [InlineData("http://127.0.0.1:8080/a?b=\"c\",d", "http://127.0.0.1:8080", null)]
    [InlineData("http://unix:/run/app.sock:/a/b", "http://unix:/run/app.sock", null)]
    [InlineData("https://[2001:db8::1]:443/a:b", "https://[2001:db8::1]:443", null)]
    [InlineData("grpc://127.0.0.1:50051", "grpc://127.0.0.1:50051", null)]
    [InlineData("uwsgi://unix:/run/u.sock:", "uwsgi://unix:/run/u.sock", null)]
    public void Upstreams(string written, string upstream, string? endpoint)
    {
        NginxUpstreamError error = ErrorLines.One($"{Failure}, client: 192.0.2.1, server: x, request: \"GET / HTTP/1.1\", upstream: \"{written}\", host: \"h\"");

        Assert.Equal(upstream, error.Upstream);
        Assert.Equal(endpoint, error.Endpoint?.ToString());
        Assert.Equal("h", error.Host);
    }

    [Fact]
    public void A_subrequest_stands_before_the_upstream()
    {
        NginxUpstreamError error = ErrorLines.One(
            $"{Failure}, client: 192.0.2.1, server: x, request: \"GET /page HTTP/1.1\", subrequest: \"/auth\", upstream: \"fastcgi://127.0.0.1:9000\", host: \"h\", referrer: \"r\"");

        Assert.Equal(("/page", "fastcgi://127.0.0.1:9000", "h", "r"), (error.RequestUri, error.Upstream, error.Host, error.Referrer));
    }

    [Fact]
    public void Several_upstreams_in_one_request_are_several_errors()
    {
        string[] peers = ["127.0.0.1:9001", "127.0.0.1:9002"];
        string log = string.Join('\n', peers.Select(peer => ErrorLines.Refused.Replace("127.0.0.1:9000", peer, StringComparison.Ordinal)));

        IReadOnlyList<NginxUpstreamError> errors = ErrorLines.Read(log);

        Assert.Equal(peers, errors.Select(error => error.Endpoint!.ToString()));
        Assert.All(errors, error => Assert.Equal(13, error.ConnectionId));
        Assert.Equal([1, 2], errors.Select(error => error.LineNumber));
    }

    [Theory]
    [InlineData("upstream: \"fastcgi://127.0.0.1:9000\"", "fastcgi://127.0.0.1:9000", null, null)]
    [InlineData("upstream: \"fastcgi://127.0.0.1:9000\", referrer: \"r\"", "fastcgi://127.0.0.1:9000", null, "r")]
    [InlineData("host: \"h\"", null, "h", null)]
    [InlineData("referrer: \"r\"", null, null, "r")]
    public void Keys_that_are_missing_are_null(string keys, string? upstream, string? host, string? referrer)
    {
        NginxUpstreamError error = ErrorLines.One($"{Failure}, client: 192.0.2.1, server: x, request: \"GET / HTTP/1.0\", {keys}");

        Assert.Equal((upstream, host, referrer), (error.Upstream, error.Host, error.Referrer));
        Assert.Equal("/", error.RequestUri);
    }

    [Theory]
    [InlineData("emerg", NginxLogLevel.Emerg)]
    [InlineData("alert", NginxLogLevel.Alert)]
    [InlineData("crit", NginxLogLevel.Crit)]
    [InlineData("error", NginxLogLevel.Error)]
    [InlineData("warn", NginxLogLevel.Warn)]
    [InlineData("notice", NginxLogLevel.Notice)]
    [InlineData("info", NginxLogLevel.Info)]
    [InlineData("debug", NginxLogLevel.Debug)]
    [InlineData("later", NginxLogLevel.Unknown)]
    [InlineData("", NginxLogLevel.Unknown)]
    public void Levels(string written, NginxLogLevel expected) =>
        Assert.Equal(expected, ErrorLines.One($"2026/11/23 03:49:06 [{written}] 1#2: x").Level);

    [Theory]
    [InlineData("2026/13/23 03:49:06")]
    [InlineData("2026/02/30 03:49:06")]
    [InlineData("0000/01/01 00:00:00")]
    [InlineData("2026/11/23 24:49:06")]
    [InlineData("2026/11/23 03:60:06")]
    public void A_time_that_no_calendar_has_is_null(string time) =>
        Assert.Null(ErrorLines.One($"{time} [error] 1#2: x").Time);

    [Fact]
    public void A_leap_second_is_the_second_after() =>
        Assert.Equal(new DateTime(2017, 1, 1), ErrorLines.One("2016/12/31 23:59:60 [error] 1#2: x").Time);

    [Theory]
    [InlineData("2026/11/23 03:49:06 [error] 1#2: ", "", null)]
    [InlineData("2026/11/23 03:49:06 [error] 1#2: *", "", null)]
    [InlineData("2026/11/23 03:49:06 [error] 1#2: *7", "", 7L)]
    [InlineData("2026/11/23 03:49:06 [error] 1#2: *7 (1: a)", "(1: a)", 7L)]
    [InlineData("2026/11/23 03:49:06 [error] 1#2: *7 a (1: b)", "a", 7L)]
    [InlineData("2026/11/23 03:49:06 [error] 1#2: *7 a (1:b)", "a (1:b)", 7L)]
    [InlineData("2026/11/23 03:49:06 [error] 1#2: *7 a ()", "a ()", 7L)]
    [InlineData("2026/11/23 03:49:06 [error] 1#2: *7 a (12)", "a (12)", 7L)]
    public void Short_lines(string line, string message, long? connection)
    {
        NginxUpstreamError error = ErrorLines.One(line);

        Assert.Equal(message, error.Message);
        Assert.Equal(connection, error.ConnectionId);
    }

    [Theory]
    [InlineData("2026/11/23 03:49:06")]
    [InlineData("2026/11/23 03:49:06 [error")]
    [InlineData("2026/11/23 03:49:06 [error] ")]
    [InlineData("2026/11/23 03:49:06 [error] 1")]
    [InlineData("2026/11/23 03:49:06 [error] 1#")]
    [InlineData("2026/11/23 03:49:06 [error] 1#2")]
    [InlineData("2026/11/23 03:49:06 [error] 1#2:")]
    [InlineData("nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)")]
    [InlineData("192.0.2.1 - - [23/Nov/2026:03:49:06 +0000] \"GET / HTTP/1.1\" 502 157 \"-\" \"curl\"")]
    [InlineData("garbage")]
    public void What_is_no_line_of_an_error_log_is_counted_and_sampled(string line)
    {
        Assert.Empty(ErrorLines.Read(line, ErrorLines.All, out ReadStatistics statistics));
        Assert.Equal(1, statistics.NotUnderstood);
        Assert.Equal(line, Assert.Single(statistics.Samples).Text);
    }

    [Fact]
    public void Samples_are_few_short_and_safe()
    {
        string garbage = string.Join('\n', Enumerable.Repeat("\u001b[31m" + new string('x', 500), 50));

        ErrorLines.Read(garbage, ErrorLines.All, out ReadStatistics statistics);

        Assert.Equal(50, statistics.NotUnderstood);
        Assert.Equal(ReadStatistics.SampleLimit, statistics.Samples.Count);
        Assert.All(statistics.Samples, sample => Assert.StartsWith("\\x1B[31mxx", sample.Text, StringComparison.Ordinal));
        Assert.All(statistics.Samples, sample => Assert.True(sample.Text.Length <= ReadStatistics.SampleBytes + 3));
    }

    [Fact]
    public void Carriage_returns_at_line_ends_are_not_of_the_line()
    {
        IReadOnlyList<NginxUpstreamError> errors = ErrorLines.Read(ErrorLines.Refused + "\r\n" + ErrorLines.Refused + "\r\n");

        Assert.Equal(2, errors.Count);
        Assert.All(errors, error => Assert.Equal("https://shop.example/start", error.Referrer));
        Assert.Equal(ErrorLines.Refused.Length + 2, errors[1].Offset);
    }

    [Fact]
    public void Php_messages_go_on_over_several_lines()
    {
        string log = Head + "FastCGI sent in stderr: \"PHP message: PHP Fatal error:  Uncaught X in /a.php:4\nStack trace:\n#0 {main}\n\n  thrown in /a.php on line 4\" while reading response header from upstream, client: 192.0.2.1, server: x, request: \"GET /a.php HTTP/1.1\", upstream: \"fastcgi://unix:/run/x.sock:\", host: \"h\"\n"
            + ErrorLines.Refused;

        IReadOnlyList<NginxUpstreamError> errors = ErrorLines.Read(log, ErrorLines.All, out ReadStatistics statistics);

        Assert.Equal([Symptom.PhpFatalError, Symptom.ConnectionRefused], errors.Select(error => error.Symptom));
        Assert.Equal([1, 6], errors.Select(error => error.LineNumber));
        Assert.Equal("/a.php", errors[0].RequestUri);
        Assert.Equal(UpstreamOperation.ReadingHeader, errors[0].Operation);
        Assert.Contains("Stack trace:\\n#0 {main}\\n", errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("Stack trace:\n#0 {main}\n", errors[0].GetRawLine(), StringComparison.Ordinal);
        Assert.Equal(0, statistics.NotUnderstood);
    }

    [Theory]
    [InlineData("Primary script unknown", Symptom.ScriptNotFound, 404)]
    [InlineData("Unable to open primary script: /a.php (No such file or directory)", Symptom.ScriptNotFound, 404)]
    [InlineData("Unable to open primary script: /a.php (Permission denied)", Symptom.ScriptDenied, 403)]
    [InlineData("Access to the script '/a.txt' has been denied (see security.limit_extensions)", Symptom.ScriptDenied, 403)]
    [InlineData("PHP message: PHP Fatal error:  Allowed memory size exhausted", Symptom.PhpFatalError, null)]
    [InlineData("PHP message: PHP Parse error:  syntax error", Symptom.PhpFatalError, null)]
    [InlineData("PHP message: PHP Warning:  x", Symptom.PhpMessage, null)]
    [InlineData("anything", Symptom.PhpMessage, null)]
    public void What_comes_over_stderr_is_no_gateway_error(string text, Symptom symptom, int? status)
    {
        string line = $"{Head}FastCGI sent in stderr: \"{text}\" while reading response header from upstream, client: 192.0.2.1, server: x, request: \"GET / HTTP/1.1\", upstream: \"fastcgi://unix:/run/x.sock:\", host: \"h\"";

        NginxUpstreamError error = ErrorLines.One(line);

        Assert.Equal((symptom, status, false), (error.Symptom, error.AttemptStatus, error.IsUpstreamError));
        Assert.Empty(ErrorLines.Read(line));
        Assert.Single(ErrorLines.Read(line, new NginxErrorFilter { Symptoms = [symptom] }));
    }

    [Theory]
    [InlineData("open() \"/var/www/logo.png\" failed (2: No such file or directory)", Symptom.StaticFileFailed)]
    [InlineData("\"/var/www/index.html\" is not found (2: No such file or directory)", Symptom.StaticFileFailed)]
    [InlineData("directory index of \"/var/www/\" is forbidden", Symptom.StaticFileFailed)]
    [InlineData("access forbidden by rule", Symptom.Other)]
    public void Files_and_rules_of_nginx_are_no_gateway_errors(string message, Symptom symptom)
    {
        string line = $"{Head}{message}, client: 192.0.2.1, server: x, request: \"GET / HTTP/1.1\", host: \"h\"";

        Assert.Equal(symptom, ErrorLines.One(line).Symptom);
        Assert.Empty(ErrorLines.Read(line));
    }

    [Theory]
    [InlineData("error")]
    [InlineData("crit")]
    [InlineData("alert")]
    public void Unknown_words_about_an_upstream_are_kept_as_unknown(string level)
    {
        string line = $"2026/11/23 03:49:06 [{level}] 1#1: *1 acme module gave up on the backend while connecting to upstream, client: 192.0.2.1, server: x, request: \"GET / HTTP/1.1\", upstream: \"fastcgi://127.0.0.1:9000\", host: \"h\"";

        NginxUpstreamError error = Assert.Single(ErrorLines.Read(line));

        Assert.Equal((Symptom.Unknown, null, true), (error.Symptom, error.AttemptStatus, error.IsUpstreamError));
        Assert.Equal("acme module gave up on the backend", error.Message);
        Assert.Single(ErrorLines.Read(line.Replace(" while connecting to upstream", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("nginx-1  | ", "")]
    [InlineData("[pod/nginx-7c5d8-abcde/nginx] ", "")]
    [InlineData("2026-11-23T03:49:06.123456789Z stderr F ", "")]
    [InlineData("2026-11-23T03:49:06.123456789Z ", "")]
    [InlineData("Nov 23 03:49:06 web1 nginx[123]: ", "")]
    [InlineData("<187>Nov 23 03:49:06 web1 nginx: ", "")]
    [InlineData("\0\0\0\0", "")]
    [InlineData("", "\r")]
    public void Wrapped_lines_are_unwrapped(string before, string after)
    {
        string line = before + ErrorLines.Refused + after;

        NginxUpstreamError error = Assert.Single(ErrorLines.Read(line));

        Assert.Equal("https://shop.example/start", error.Referrer);
        Assert.Equal(new DateTime(2026, 11, 23, 3, 49, 6), error.Time);
        Assert.Equal(line.TrimEnd('\r'), error.GetRawLine());
    }

    [Fact]
    public void Lines_wrapped_in_json_are_unwrapped()
    {
        string line = System.Text.Json.JsonSerializer.Serialize(new { log = ErrorLines.Refused + "\n", stream = "stderr", time = "2026-11-23T03:49:06Z" });

        NginxUpstreamError error = Assert.Single(ErrorLines.Read(line));

        Assert.Equal("https://shop.example/start", error.Referrer);
        Assert.Equal(line, error.GetRawLine());
    }

    [Fact]
    public void A_wrapped_message_of_several_lines_is_one()
    {
        string[] lines =
        [
            Head + "FastCGI sent in stderr: \"PHP message: PHP Fatal error:  Uncaught X in /a.php:4",
            "Stack trace:",
            "#0 {main}\" while reading response header from upstream, client: 192.0.2.1, server: x, request: \"GET /a.php HTTP/1.1\", upstream: \"fastcgi://unix:/run/x.sock:\", host: \"h\"",
        ];

        NginxUpstreamError error = ErrorLines.One(string.Join('\n', lines.Select(line => "nginx-1  | " + line)));

        Assert.Equal(Symptom.PhpFatalError, error.Symptom);
        Assert.Equal("h", error.Host);
        Assert.DoesNotContain("nginx-1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_choose_by_what_a_line_says()
    {
        string log = ErrorLines.Refused + "\n" + ErrorLines.Refused
            .Replace("127.0.0.1:9000", "unix:/run/x.sock:", StringComparison.Ordinal)
            .Replace("server: shop.example", "server: blog.example", StringComparison.Ordinal)
            .Replace("client: 192.0.2.1", "client: 2001:db8::1", StringComparison.Ordinal);

        Assert.Equal([1], Lines(new() { Endpoints = [FpmEndpoint.Parse("9000")] }));
        Assert.Equal([2], Lines(new() { Endpoints = [FpmEndpoint.Parse("/run/x.sock")] }));
        Assert.Equal([2], Lines(new() { Upstreams = [new WildcardText("fastcgi://unix:*")] }));
        Assert.Equal([1], Lines(new() { Servers = [new WildcardText("SHOP.*")] }));
        Assert.Equal([2], Lines(new() { Clients = [new WildcardText("2001:*")] }));
        Assert.Equal([1, 2], Lines(new() { Symptoms = [Symptom.ConnectionRefused, Symptom.BacklogFull] }));
        Assert.Equal([], Lines(new() { Symptoms = [Symptom.BacklogFull] }));
        Assert.Equal([], Lines(new() { Servers = [new WildcardText("shop.*")], Clients = [new WildcardText("2001:*")] }));

        IEnumerable<long> Lines(NginxErrorFilter filter) => ErrorLines.Read(log, filter).Select(error => error.LineNumber!.Value);
    }
}
