using System.IO.Compression;
using System.Management.Automation;
using Nginx502.HostedTests.Hosting;
using Nginx502.HostedTests.Rules;

namespace Nginx502.HostedTests.Commands;

/// <summary>What a call could not read, tell or wait for is said, and never left to be guessed.</summary>
public sealed class HonestyTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Cmdlets => LogSample.LogNames;

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_status_is_not_told_by_numbers_when_times_leave_errors_out()
    {
        // Two failed attempts, of which one request was then answered by another server. Seen alone, either seems to be the 502.
        string log = _folder.Write("error.log", Error("03:12:06", 9000, 1), Error("03:12:07", 9000, 2));
        string access = _folder.Write("access.log", Access("03:12:07", 200), Access("03:12:07", 502));

        foreach (string limit in new[] { "-Since '2026-11-23 03:12:07'", "-Until '2026-11-23 03:12:06'", "-Tail 1" })
        {
            InvocationResult result = _session.Invoke($"Get-NginxUpstreamError -LiteralPath $args[0] -AccessLogPath $args[1] {limit}", log, access).Clean();
            Assert.Null(Assert.Single(result.As<NginxUpstreamError>()).Status);
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_packed_log_that_is_cut_is_an_error_after_what_could_be_read(string cmdlet)
    {
        byte[] text = File.ReadAllBytes(LogSample.Of(cmdlet).Subject);
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(text);
        }

        string cut = _folder["cut.gz"];
        File.WriteAllBytes(cut, packed.ToArray()[..^6]);
        string whole = _folder["whole.gz"];
        File.WriteAllBytes(whole, packed.ToArray());

        InvocationResult result = _session.Invoke($"{cmdlet} -LiteralPath $args[0], $args[1]", cut, whole);

        Assert.NotEmpty(result.Output);
        Assert.Equal(["LogCutShort"], result.ErrorIds);
        Assert.Equal(cut, result.Errors[0].TargetObject);
        Assert.Equal(ErrorCategory.InvalidData, result.Errors[0].CategoryInfo.Category);
    }

    [Fact]
    public void An_access_log_to_join_that_is_of_no_known_format_is_told()
    {
        string log = _folder.Write("error.log", Error("03:12:06", 9000, 1));
        string access = _folder.Write("weird.log", "weird 192.0.2.7 |GET /a HTTP/1.1| 502");

        InvocationResult result = _session.Invoke("Get-NginxUpstreamError -LiteralPath $args[0] -AccessLogPath $args[1]", log, access).Clean();

        Assert.Single(result.Output);
        Assert.Contains("None of the 1 records in " + access, Assert.Single(result.Warnings));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_log_of_another_kind_is_told_beside_a_good_one(string cmdlet)
    {
        string wrong = _folder.Write("wrong.log", "this is no log", "   ", "at all");

        InvocationResult result = _session.Invoke($"{cmdlet} -LiteralPath $args[0], $args[1]", LogSample.Of(cmdlet).Subject, wrong).Clean();

        Assert.NotEmpty(result.Output);
        Assert.Contains(wrong, Assert.Single(result.Warnings));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Why_a_plain_path_cannot_be_opened_is_told_by_the_kernel(string cmdlet)
    {
        // A name that no file system takes: neither a typo nor a missing file. It fails for every user alike.
        InvocationResult result = _session.Invoke($"{cmdlet} -Path $args[0]", _folder[new string('n', 300)]);

        Assert.Equal(["LogNotReadable"], result.ErrorIds);
    }

    [Fact]
    public void A_plain_path_with_escaped_wildcards_names_its_file()
    {
        string log = _folder.Write("a[1].log", Error("03:12:06", 9000, 1));

        Assert.Single(_session.Invoke("Get-NginxUpstreamError -Path $args[0]", log.Replace("[", "`[").Replace("]", "`]")).Clean().Output);
    }

    [Fact]
    public void Finding_no_access_log_to_join_advises_to_name_one()
    {
        string log = _folder.Write("error.log", Error("03:12:06", 9000, 1));
        string configuration = _folder.Write("nginx.conf", "events {}", "http { access_log off; error_log syslog:server=unix:/dev/log; server { listen 1; } }");

        InvocationResult result = _session.Invoke("Get-NginxUpstreamError -LiteralPath $args[0] -JoinAccessLog -NginxConfigPath $args[1]", log, configuration);

        Assert.Equal(["LogNotFound"], result.ErrorIds);
        Assert.Contains(configuration, result.Errors[0].Exception.Message);
        Assert.Contains("-AccessLogPath", result.Errors[0].ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData("Get-NginxUpstreamError")]
    [InlineData("Get-NginxAccessEntry")]
    [InlineData("Get-FpmLogEntry")]
    public void Waiting_for_what_can_never_be_a_log_ends(string cmdlet)
    {
        using RunningInvocation running = _session.Start($"{cmdlet} -LiteralPath $args[0] -Wait", _folder.Path);

        Assert.True(SpinWait.SpinUntil(() => running.HasEnded, 5000));
        Assert.Equal("NotALogFile", Assert.Single(running.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void Waiting_goes_on_while_one_of_the_paths_may_become_a_log()
    {
        using RunningInvocation running = _session.Start("Get-NginxUpstreamError -LiteralPath $args[0], $args[1] -Wait", _folder.Path, _folder["later.log"]);
        Thread.Sleep(300);
        Assert.False(running.HasEnded);

        _folder.Write("later.log", Error("03:12:06", 9000, 1));

        running.WaitFor(1);
    }

    [Fact]
    public void Counts_by_time_are_bars_below_their_group()
    {
        string log = _folder.Write(
            "error.log",
            [.. Enumerable.Range(0, 7).Select(_ => Error("03:12:06", 9000, 1)), Error("03:13:06", 9000, 1), Error("03:15:06", 9000, 1)]);

        string[] lines = _session.Show("Measure-NginxUpstreamError -LiteralPath $args[0] -Interval 1m", log).Split('\n');
        int row = Array.FindIndex(lines, line => line.Contains("ConnectionRefused"));
        Assert.Equal("█▂▁▂", lines[row + 1].Trim());

        string[] many = _session.Show("Measure-NginxUpstreamError -LiteralPath $args[0] -Interval 1s", log).Split('\n');
        Assert.InRange(many.Single(line => line.Contains('█')).Trim().Length, 30, 41);
        Assert.All(many, line => Assert.InRange(line.TrimEnd().Length, 0, 80));
        Assert.DoesNotContain('█', _session.Show("Measure-NginxUpstreamError -LiteralPath $args[0]", log));
    }

    private static string Error(string clock, int port, int connection) =>
        $"2026/11/23 {clock} [error] 7#7: *{connection} connect() failed (111: Connection refused) while connecting to upstream, "
        + $"client: 192.0.2.7, server: s, request: \"GET /a HTTP/1.1\", upstream: \"fastcgi://127.0.0.1:{port}\", host: \"h\"";

    private static string Access(string clock, int status) =>
        $"192.0.2.7 - - [23/Nov/2026:{clock} +0000] \"GET /a HTTP/1.1\" {status} 157 \"-\" \"Mozilla/5.0\"";
}
