using System.Text;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Integration;

public class IntegrationJudgementTests
{
    private const string Probe =
        """
        {"nginx502":1,"version":"8.2.36","sapi":"fpm-fcgi","ini_file":null,"ini_scanned":[],"limits":{"memory_limit":"128M","max_execution_time":"30","max_input_time":"60","post_max_size":"8M","upload_max_filesize":"2M","output_buffering":"4096","open_basedir":null},"extensions":[],"opcache_settings":{"opcache.enable":null,"opcache.memory_consumption":null,"opcache.validate_timestamps":null,"opcache.jit":null,"opcache.jit_buffer_size":null},"opcache":{},"script_filename":"/srv/x.php","document_root":"/srv"}
        """;

    private static readonly FpmEndpoint Socket = FpmEndpoint.Parse("/run/php.sock");
    private static readonly FpmPool Pool = new() { Pool = "www", ConfigurationPath = "/etc/www.conf" };

    private static readonly FpmHalfFacts GoodFpm = Answers(200, Probe);
    private static readonly FpmHalfFacts DeadFpm = new() { Response = new FastCgiResponse(Socket) { Failure = new FastCgiFailure(FastCgiFailureKind.Refused, FastCgiPhase.Connecting, "Nobody listens.", 111) } };
    private static readonly NginxHalfFacts GoodNginx = new() { Upstream = UpstreamOf("$document_root$fastcgi_script_name"), Answer = new SiteAnswer(404, null, Bytes("File not found.\n")), HasScriptDirectory = true };

    [Fact]
    public void Both_well()
    {
        GatewayIntegrationResult result = Judge(GoodFpm, GoodNginx);

        Assert.Equal((true, IntegrationHalf.None, IntegrationState.Passed, IntegrationState.Passed), (result.Passed, result.FailedHalf, result.Fpm.State, result.Nginx.State));
        Assert.Equal("8.2.36", result.Php!.Version);
        Assert.Empty(result.Remedies);
    }

    [Fact]
    public void A_pool_without_a_location() => Check(GoodFpm, new NginxHalfFacts(), true, IntegrationHalf.None, IntegrationState.Passed, IntegrationState.Skipped);

    [Fact]
    public void Php_fpm_alone_fails_and_nginx_is_not_blamed_for_its_502() =>
        Check(DeadFpm, GoodNginx with { Answer = new SiteAnswer(502, null, Bytes("<html>")) }, false, IntegrationHalf.Fpm, IntegrationState.Failed, IntegrationState.NotSeen);

    [Fact]
    public void Both_fail_where_nginx_has_a_fault_of_its_own() =>
        Check(DeadFpm, GoodNginx with { HasScriptDirectory = false, ScriptFileName = "/srv/wrong/x.php" }, false, IntegrationHalf.Both, IntegrationState.Failed, IntegrationState.Failed);

    [Fact]
    public void A_pool_that_does_not_run() =>
        Check(new FpmHalfFacts { IsRunning = false }, GoodNginx with { Answer = null }, false, IntegrationHalf.Fpm, IntegrationState.Failed, IntegrationState.NotSeen);

    public static TheoryData<string, IntegrationState> NginxCases => new()
    {
        { "502", IntegrationState.Failed },
        { "504", IntegrationState.Failed },
        { "500", IntegrationState.Failed },
        { "403 Access denied.", IntegrationState.Failed },
        { "404 No input file specified.", IntegrationState.Failed },
        { "200 <?php", IntegrationState.Failed },
        { "404 File not found.", IntegrationState.Passed },
        { "404 <html>", IntegrationState.NotSeen },
        { "403 <html>", IntegrationState.NotSeen },
        { "301 <html>", IntegrationState.NotSeen },
        { "503 <html>", IntegrationState.NotSeen },
        { "200 <html>", IntegrationState.NotSeen },
    };

    [Theory]
    [MemberData(nameof(NginxCases))]
    public void What_nginx_answers(string answer, IntegrationState state)
    {
        string[] parts = answer.Split(' ', 2);
        NginxHalfFacts facts = GoodNginx with { Answer = new SiteAnswer(int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), null, Bytes(parts.Length > 1 ? parts[1] : "<html>")) };

        Check(GoodFpm, facts, state != IntegrationState.Failed, state == IntegrationState.Failed ? IntegrationHalf.Nginx : IntegrationHalf.None, IntegrationState.Passed, state);
    }

    [Fact]
    public void The_sites_own_code_answers() =>
        Check(GoodFpm, GoodNginx with { Answer = new SiteAnswer(404, "PHP/8.2.36", Bytes("<html>")) }, true, IntegrationHalf.None, IntegrationState.Passed, IntegrationState.Passed);

    [Fact]
    public void A_name_that_looks_like_PHP_is_none() =>
        Check(GoodFpm, GoodNginx with { Answer = new SiteAnswer(404, "Phusion", Bytes("<html>")) }, true, IntegrationHalf.None, IntegrationState.Passed, IntegrationState.NotSeen);

    [Fact]
    public void What_nginx_hands_over_counts_whatever_answers()
    {
        Check(GoodFpm, GoodNginx with { HasScriptDirectory = false }, false, IntegrationHalf.Nginx, IntegrationState.Passed, IntegrationState.Failed);
        Check(GoodFpm, GoodNginx with { MissedScript = "/srv/index.php" }, false, IntegrationHalf.Nginx, IntegrationState.Passed, IntegrationState.Failed);
        Check(GoodFpm, GoodNginx with { Upstream = UpstreamOf(null) }, false, IntegrationHalf.Nginx, IntegrationState.Passed, IntegrationState.Failed);
        Check(GoodFpm, GoodNginx with { HasScriptDirectory = null }, true, IntegrationHalf.None, IntegrationState.Passed, IntegrationState.Passed);
    }

    [Fact]
    public void A_worker_that_may_not_connect_is_nginxs_half()
    {
        GatewayIntegrationResult result = Check(GoodFpm with { DeniedTo = "www-data" }, GoodNginx with { Answer = new SiteAnswer(502, null, Bytes("<html>")) }, false, IntegrationHalf.Nginx, IntegrationState.Passed, IntegrationState.Failed);

        Assert.Contains("www-data", result.Nginx.Explanation, StringComparison.Ordinal);
        Assert.Contains(result.Remedies, remedy => remedy.Command == "Repair-FpmSocketPermission -Pool www -ConfigurationPath /etc/www.conf");
    }

    [Fact]
    public void In_the_document_root_the_probe_counts()
    {
        NginxHalfFacts there = GoodNginx with { IsInDocumentRoot = true };
        GatewayIntegrationResult well = Check(
            new FpmHalfFacts { Restriction = "the pool has chroot = /srv" }, there with { Answer = new SiteAnswer(200, null, Bytes(Probe)) }, true, IntegrationHalf.None, IntegrationState.Skipped, IntegrationState.Passed);

        Assert.Equal(("8.2.36", "/srv/x.php", "/srv"), (well.Php!.Version, well.Nginx.ScriptFileName, well.Nginx.DocumentRoot));
        Check(GoodFpm, there, false, IntegrationHalf.Nginx, IntegrationState.Passed, IntegrationState.Failed);

        // The same bytes from a site that was not asked for a probe are the site's own affair.
        Check(GoodFpm, GoodNginx with { Answer = new SiteAnswer(200, null, Bytes(Probe)) }, true, IntegrationHalf.None, IntegrationState.Passed, IntegrationState.NotSeen);
    }

    [Fact]
    public void Nothing_that_could_be_tested_is_not_passed()
    {
        var gap = new NotSeen("the pool www", "only root can write a probe below /run", "Run it as root.");

        Check(new FpmHalfFacts { Obstacle = gap }, GoodNginx with { Answer = null, Obstacle = gap }, false, IntegrationHalf.None, IntegrationState.NotSeen, IntegrationState.NotSeen);
    }

    [Theory]
    [InlineData(404, "File not found.", "", IntegrationState.NotSeen)]
    [InlineData(403, "Access denied.", "", IntegrationState.NotSeen)]
    [InlineData(404, "File not found.", "PHP message: PHP Warning:  Unknown: open_basedir restriction in effect. File(/run/x) is not within", IntegrationState.Skipped)]
    [InlineData(500, "", "PHP message: PHP Fatal error", IntegrationState.Failed)]
    [InlineData(200, "something before", "", IntegrationState.NotSeen)]
    public void What_php_fpm_alone_answers(int status, string body, string said, IntegrationState state) =>
        Check(Answers(status, body, said), GoodNginx, state != IntegrationState.Failed, state == IntegrationState.Failed ? IntegrationHalf.Fpm : IntegrationHalf.None, state, IntegrationState.Passed);

    private static GatewayIntegrationResult Check(FpmHalfFacts fpm, NginxHalfFacts nginx, bool passed, IntegrationHalf half, IntegrationState fpmState, IntegrationState nginxState)
    {
        GatewayIntegrationResult result = Judge(fpm, nginx);
        Assert.Equal((passed, half, fpmState, nginxState), (result.Passed, result.FailedHalf, result.Fpm.State, result.Nginx.State));
        return result;
    }

    private static GatewayIntegrationResult Judge(FpmHalfFacts fpm, NginxHalfFacts nginx) => IntegrationJudgement.Judge(Pool, fpm, nginx);

    private static FpmHalfFacts Answers(int status, string body, string said = "") =>
        new() { Response = new FastCgiResponse(Socket) { Status = status, BodyBytes = Bytes(body), StandardError = said } };

    private static NginxUpstream UpstreamOf(string? script) => new()
    {
        Server = "shop.example",
        Location = @"~ \.php$",
        Path = "/etc/nginx/nginx.conf",
        LineNumber = 7,
        Protocol = UpstreamProtocol.FastCgi,
        Settings = script is null ? [] : [new NginxSetting("fastcgi_param SCRIPT_FILENAME", script, NginxSettingScope.Location, "/etc/nginx/nginx.conf", 9)],
    };

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
