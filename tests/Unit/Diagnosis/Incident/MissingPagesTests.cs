using System.Text.Json.Nodes;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>A site whose files are gone is no failure of the gateway, and not well either; one that strangers search for holes is.</summary>
public sealed class MissingPagesTests
{
    private const string Root = "/var/www/shop/public";

    private static readonly AnswerCount Refused = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 404, 9, Now.AddMinutes(-3), Now.AddSeconds(-2)) { Unserved = new FailureEpisode(Now.AddMinutes(-1), 4, 4) };

    [Fact]
    public void AMissingDocumentRootIsToldWithWhatVisitorsGot()
    {
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(With([Root], Refused));
        Finding finding = diagnosis.Findings[0];

        Assert.Equal((Cause.ScriptNotFound, Severity.Warning, 404, 4L), (finding.Cause, finding.Severity, finding.Status, finding.ErrorCount));
        Assert.Contains(Root, finding.Explanation, StringComparison.Ordinal);
        Assert.StartsWith("shop.example: 4 errors since 03:29:00, last 2 s ago: ", diagnosis.Verdict, StringComparison.Ordinal);
        Assert.EndsWith("which is no failure of the gateway.", diagnosis.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void ADirectoryThatOnlyPhpFpmHasIsNotMissed()
    {
        Assert.Empty(Diagnoser.Diagnose(With([Root], Refused with { Unserved = null })).Findings);
        Assert.Empty(Diagnoser.Diagnose(With([], Refused)).Findings);
        Assert.Empty(Diagnoser.Diagnose(With([Root], Refused with { Last = Now.AddHours(-2), Unserved = new FailureEpisode(Now.AddHours(-2), 4, 4) })).Findings);
        Assert.Empty(Diagnoser.Diagnose(With([Root], Refused with { Site = "other.example", Servers = ["other.example"] })).Findings);
    }

    // The other site of the log is served, and its answers are in the way: the directory alone tells, where php-fpm has no other one.
    [Theory]
    [InlineData(null, 5, true)]
    [InlineData(null, 300, false)]
    [InlineData("/proc/812/root", 5, false)]
    public void AMissingDocumentRootIsToldInALogThatSitesShare(string? rootOfFpm, int seconds, bool expected)
    {
        AnswerCount shared = Refused with { Site = null, Servers = ["shop.example", "blog.example"], Unserved = null, First = Now.AddSeconds(-seconds - 4), Last = Now.AddSeconds(-seconds) };
        GatewaySnapshot snapshot = With([Root], shared);
        snapshot = snapshot with { Configuration = snapshot.Configuration with { Fpm = [.. snapshot.Configuration.Fpm.Select(fpm => fpm with { RootPath = rootOfFpm })] } };
        Finding[] found = Diagnoser.Diagnose(snapshot).Findings;

        Assert.Equal(expected, found is [{ Cause: Cause.ScriptNotFound, Severity: Severity.Warning, Confidence: Confidence.Likely }]);
    }

    // The directory is there, and what was served before is not any more.
    [Theory]
    [InlineData(403, 3, true)]
    [InlineData(404, 3, true)]
    [InlineData(404, 1, false)]
    public void PagesThatAreRefusedNowAreTold(int status, long known, bool expected)
    {
        Finding[] found = Diagnoser.Diagnose(With([], Refused with { Status = status, UnservedKnown = known })).Findings;

        Assert.Equal(expected, found is [{ Cause: Cause.ScriptNotFound, Severity: Severity.Warning, ErrorCount: 4 }]);
        Assert.Equal(expected, found.SelectMany(finding => finding.Remedies).Any(remedy => remedy.Command == $"namei -l {Root}; ls -la {Root}"));
    }

    [Fact]
    public void ALimitOfExtensionsIsWidenedAgain()
    {
        ErrorEvidence denied = Error(Symptom.ScriptDenied, null, 3, Now.AddSeconds(-1)) with { Samples = [new LogExcerpt(NginxLog, 7, Now, "Access to the script '/var/www/shop/public/index.php' has been denied (see security.limit_extensions)")] };

        Assert.Contains(
            Diagnoser.Diagnose(With([], Refused with { Status = 403, UnservedKnown = 3 }) with { Errors = [denied] }).Findings.SelectMany(finding => finding.Remedies),
            remedy => remedy.Command == "Set-FpmPoolTuning -Pool www -Directive @{ 'security.limit_extensions' = '.php' } -Reload");
    }

    [Theory]
    [InlineData("Access to the script '/srv/index.php' has been denied (see security.limit_extensions)", "security.limit_extensions of the pool", "Set-FpmPoolTuning -Pool www -Directive @{ 'security.limit_extensions' = '.php' } -Reload")]
    [InlineData("Unable to open primary script: /srv/index.php (Permission denied)", "may not read these scripts", "namei -l /srv/index.php")]
    public void WhyAScriptIsNotRunIsTold(string said, string words, string command)
    {
        ErrorEvidence denied = Error(Symptom.ScriptDenied, 403, 3, Now.AddSeconds(-1)) with { Samples = [new LogExcerpt(NginxLog, 7, Now, $"FastCGI sent in stderr: \"{said}\", request: \"GET /\"")] };
        Finding finding = Assert.Single(Diagnoser.Diagnose(Healthy with { Errors = [denied] }).Findings);

        Assert.Contains(words, finding.Explanation, StringComparison.Ordinal);
        Assert.Equal(command, finding.Remedies[0].Command);
    }

    // The pool loaded its files after the last of them: it may run them now.
    [Theory]
    [InlineData(5, true)]
    [InlineData(20, false)]
    public void WhatALimitOfExtensionsRefusedIsOverWithTheNextLoad(int secondsAgo, bool expected)
    {
        ErrorEvidence denied = Error(Symptom.ScriptDenied, 403, 3, Now.AddSeconds(-secondsAgo)) with { Samples = [new LogExcerpt(NginxLog, 7, Now, "FastCGI sent in stderr: \"Access to the script '/srv/index.php' has been denied (see security.limit_extensions)\", request: \"GET /shop.php\"")] };
        GatewaySnapshot snapshot = Healthy with { Errors = [denied] };
        snapshot = snapshot with { Configuration = snapshot.Configuration with { Fpm = [.. snapshot.Configuration.Fpm.Select(fpm => fpm with { LoadedAt = Now.AddSeconds(-10) })] } };

        Assert.Equal(expected, Assert.Single(Diagnoser.Diagnose(snapshot).Findings).IsPresent);
        AnswerCount refused = Refused with { Status = 403, UnservedKnown = 3 };
        Assert.Equal(expected, Diagnoser.Diagnose(With([], refused) with { Errors = [denied with { Last = Now.AddSeconds(-secondsAgo) }], Configuration = snapshot.Configuration }).Findings.Any(finding => finding is { Cause: Cause.ScriptNotFound, Endpoint: null }));
    }

    // A script can write that line itself: nothing but what the site serves is proposed to be allowed.
    [Fact]
    public void WhatAScriptMayHaveForgedIsNotProposedToBeAllowed()
    {
        ErrorEvidence forged = Error(Symptom.ScriptNotFound, 404, 3, Now.AddSeconds(-1)) with { Samples = [new LogExcerpt(NginxLog, 7, Now, "FastCGI sent in stderr: \"open_basedir restriction in effect. File(/etc/shadow) is not within the allowed path(s): (/srv/blog) in x\"")] };

        Assert.DoesNotContain(
            Diagnoser.Diagnose(Adding(Healthy, "Pools", "php_admin_value[open_basedir]", "/srv/blog") with { Errors = [forged] }).Findings.SelectMany(finding => finding.Remedies),
            remedy => remedy.Command?.Contains("Set-FpmPoolTuning", StringComparison.Ordinal) == true || remedy.Command?.Contains("/etc:", StringComparison.Ordinal) == true || remedy.Command?.EndsWith(":/etc", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void ARootOfThePoolIsNamed()
    {
        ErrorEvidence missing = Error(Symptom.ScriptNotFound, 404, 3, Now.AddSeconds(-1)) with { Samples = [new LogExcerpt(NginxLog, 7, Now, "FastCGI sent in stderr: \"Primary script unknown\", request: \"GET /\"")] };

        Assert.Contains("The pool has chroot = /srv/jail", Diagnoser.Diagnose(Checklist.ChecklistWorld.With("chroot", "/srv/jail") with { Errors = [missing] }).Findings[0].Explanation, StringComparison.Ordinal);
    }

    // nginx names every script by a path that the pool does not have: that is an outage of the site, and those who guess addresses show none.
    [Theory]
    [InlineData("chroot-elsewhere", "/", true)]
    [InlineData("chroot-root-outside", "/index.php", true)]
    [InlineData("chroot-elsewhere", "/wp-login.php", false)]
    [InlineData("chroot-root-below", "/", false)]
    public void ASiteOutsideOfTheChrootOfItsPoolIsOut(string configuration, string address, bool expected)
    {
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(Healthy with { Configuration = Configuration(configuration) with { MissingDocumentRoots = ["/htdocs"] }, Errors = [Missing(address)] });
        Finding finding = Assert.Single(diagnosis.Findings);

        Assert.Equal((Cause.ScriptNotFound, expected, 404), (finding.Cause, finding.Severity == Severity.Error, finding.Status));
        Assert.Equal(!expected, diagnosis.IsHealthy);
        Assert.Equal(
            expected,
            diagnosis.Verdict == "shop.example: 3 errors since 03:29:56, last 1 s ago: PHP-FPM finds no script of the site: every page of PHP is a 404, and no 502.");
    }

    [Fact]
    public void BothWaysOutOfAChrootAreToldWithTheirLines()
    {
        Finding finding = Diagnoser.Diagnose(Healthy with { Configuration = Configuration("chroot-elsewhere"), Errors = [Missing("/")] }).Findings[0];

        Assert.Equal(["Set-FpmPoolTuning -Pool www -Reset chroot -Reload", "nginx -t && systemctl reload nginx"], finding.Remedies.Take(2).Select(remedy => remedy.Command));
        Assert.Contains("take chroot = /srv/jail out of /etc/php/8.2/fpm/pool.d/www.conf:10", finding.Remedies[0].Description, StringComparison.Ordinal);
        Assert.Contains("write root /srv/jail/shop; in /etc/nginx/nginx.conf:9 and fastcgi_param SCRIPT_FILENAME /shop$fastcgi_script_name; in /etc/nginx/nginx.conf:11", finding.Remedies[1].Description, StringComparison.Ordinal);
        Assert.Equal(["nginx's configuration", "php-fpm's configuration"], finding.Evidence.Take(2).Select(piece => piece.Source));
    }

    // Another site includes the line that names the script: it stays, and the pool may do without its chroot.
    [Fact]
    public void WhatOtherSitesIncludeIsNotChangedForOne()
    {
        Finding finding = Diagnoser.Diagnose(Healthy with { Configuration = Configuration("chroot-shared"), Errors = [Missing("/")] }).Findings[0];

        Assert.Equal(Cause.ScriptNotFound, finding.Cause);
        Assert.Equal(["nginx -t && systemctl reload nginx", "Set-FpmPoolTuning -Pool www -Reset chroot -Reload"], finding.Remedies.Take(2).Select(remedy => remedy.Command));
        Assert.Contains("into the location of this site, /etc/nginx/nginx.conf:12, behind the include", finding.Remedies[0].Description, StringComparison.Ordinal);
        Assert.Contains("out of /etc/php/8.2/fpm/pool.d/www.conf:10", finding.Remedies[1].Description, StringComparison.Ordinal);
        Assert.All(finding.Remedies, remedy => Assert.DoesNotContain("fastcgi.conf", remedy.Description, StringComparison.Ordinal));
    }

    [Fact]
    public void ASiteThatIsMovedBelowTheChrootLeavesTheLineOfOthers()
    {
        JsonNode shared = JsonNode.Parse(SnapshotJson.Write(Healthy with { Configuration = Configuration("chroot-elsewhere") }))!;
        JsonNode another = shared["Configuration"]!["Upstreams"]![0]!.DeepClone();
        (another["Server"], another["ServerNames"], another["LineNumber"]) = ("blog.example", new JsonArray("blog.example"), 20);
        shared["Configuration"]!["Upstreams"]!.AsArray().Add(another);

        Assert.Contains(
            "fastcgi_param SCRIPT_FILENAME /shop$fastcgi_script_name; into the location of this site, /etc/nginx/nginx.conf:12, behind the include: php-fpm takes the last one; the line that hands it over now is of blog.example too, and stays.",
            Diagnoser.Diagnose(SnapshotJson.Read(shared.ToJsonString()) with { Errors = [Missing("/")] }).Findings[0].Remedies[1].Description,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AScriptThatIsMissingBelowTheChrootIsNoMatterOfIt() => Assert.DoesNotContain(
        "chroot", Diagnoser.Diagnose(Healthy with { Configuration = Configuration("chroot-root-below") with { MissingDocumentRoots = ["/htdocs"] }, Errors = [Missing("/old.php")] }).Findings[0].Explanation, StringComparison.Ordinal);

    // The gateway works; of an empty server nobody misses anything.
    [Fact]
    public void ASiteThatWasServedAndWhoseDirectoryIsGoneIsToldSo()
    {
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(With([Root], Refused with { UnservedKnown = 3 }));

        Assert.Equal((Severity.Warning, true), (diagnosis.Findings[0].Severity, diagnosis.IsHealthy));
        Assert.Equal("shop.example: 4 errors since 03:29:00, last 2 s ago: The document root of the site is not there: every page is a 404, and no 502, which is no failure of the gateway.", diagnosis.Verdict);
    }

    // A log that several sites write without their names accuses none of them.
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void ASharedLogAccusesNobodyAlone(bool isNamedByNginx, bool expected)
    {
        AnswerCount shared = Refused with { Site = null, Servers = ["shop.example", "blog.example"], UnservedKnown = 3 };
        ErrorEvidence missing = Error(Symptom.ScriptNotFound, 404, 3, Now.AddSeconds(-1)) with { Server = isNamedByNginx ? "shop.example" : "blog.example" };

        Assert.Equal(expected, Diagnoser.Diagnose(With([], shared) with { Errors = [missing] }).Findings.Any(finding => finding is { Cause: Cause.ScriptNotFound, Endpoint: null }));
    }

    [Theory]
    [InlineData(403, 5, true)]
    [InlineData(404, 5, true)]
    [InlineData(403, 7200, false)]
    [InlineData(200, 5, false)]
    public void ADirectoryThatNginxMayNotEnterIsToldWhereVisitorsAreRefused(int status, int seconds, bool expected)
    {
        AnswerCount answers = new("/var/log/nginx/access.log", null, ["shop.example", "blog.example"], status, 4, Now.AddSeconds(-seconds - 10), Now.AddSeconds(-seconds));
        GatewaySnapshot closed = With([], answers);
        Finding? finding = Diagnoser.Diagnose(closed with { Configuration = closed.Configuration with { ClosedDocumentRoots = [new ClosedDocumentRoot(Root, "/var/www/shop", "www-data may not enter it")] } }).Findings.FirstOrDefault();

        Assert.Equal(expected, finding is { Cause: Cause.ScriptNotFound, Severity: Severity.Warning, IsPresent: true, Servers: ["shop.example"] });
        Assert.Equal(expected, finding?.Remedies.Any(remedy => remedy.Command == $"namei -l {Root}") == true);
    }

    // What was said this morning is not of what is said now.
    [Fact]
    public void AnswersOfNowAreCountedWithoutThoseOfBefore()
    {
        AnswerCount failed = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 502, 13, Now.AddHours(-2), Now.AddSeconds(-2)) { Episode = new FailureEpisode(Now.AddSeconds(-9), 4, 4) };
        Finding told = Diagnoser.Diagnose(Healthy with { Answers = [failed], Logs = [Log("/var/log/nginx/error.log", isFpm: false)] }).Findings[0];

        Assert.Equal((Cause.StatusByDesign, 4L, Now.AddSeconds(-9)), (told.Cause, told.ErrorCount, told.First));
    }

    // The application says it, or nginx; no gateway failed.
    [Fact]
    public void AnswersOf500ThatNoLogExplainsAreTold()
    {
        AnswerCount failed = new("/var/log/nginx/access.log", "shop.example", ["shop.example"], 500, 9, Now.AddMinutes(-1), Now.AddSeconds(-2)) { Episode = new FailureEpisode(Now.AddMinutes(-1), 9, 12) };
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(Healthy with { Answers = [failed] });

        Assert.Equal((Cause.StatusByDesign, Severity.Warning, 500), (diagnosis.Findings[0].Cause, diagnosis.Findings[0].Severity, diagnosis.Findings[0].Status));
        Assert.StartsWith("shop.example: 75 % 500 (9 of 12) since ", diagnosis.Verdict, StringComparison.Ordinal);
        Assert.EndsWith("which is no failure of the gateway.", diagnosis.Verdict, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", Severity.Warning)]
    [InlineData("/index.php", Severity.Warning)]
    [InlineData("/wp-login.php", Severity.Note)]
    public void TheStartPageIsMissedByEverybody(string address, Severity expected)
    {
        ErrorEvidence missing = Error(Symptom.ScriptNotFound, null, 3, Now.AddSeconds(-1)) with { Samples = [new LogExcerpt(NginxLog, 7, Now, $"FastCGI sent in stderr: \"Primary script unknown\", request: \"GET {address}\", upstream: \"fastcgi://unix:/run/php/php8.2-fpm.sock:\"")] };

        Assert.Equal(expected, Diagnoser.Diagnose(Healthy with { Errors = [missing] }).Findings[0].Severity);
    }

    [Fact]
    public void WhatOpenBasedirForbidsIsAllowedWhereThatIsSaid()
    {
        ErrorEvidence forbidden = Error(Symptom.ScriptNotFound, 404, 3, Now.AddSeconds(-1)) with { Samples = [new LogExcerpt(NginxLog, 7, Now, $"FastCGI sent in stderr: \"PHP message: PHP Warning:  PHP Request Startup: open_basedir restriction in effect. File({Root}/index.php) is not within the allowed path(s): (/srv/blog) in Unknown on line 0\", request: \"GET /\"")] };
        GatewaySnapshot inPhpIni = With([], Refused with { UnservedKnown = 3 }) with { Errors = [forbidden] };
        GatewaySnapshot inNginx = Adding(inPhpIni, "Upstreams", "fastcgi_param PHP_ADMIN_VALUE", "open_basedir=/srv/blog");
        GatewaySnapshot inPool = Adding(inPhpIni, "Pools", "php_admin_value[open_basedir]", "/srv/blog");

        // The lines are its own, and of no script that is missing.
        Finding finding = Assert.Single(Diagnoser.Diagnose(inPhpIni).Findings);
        Assert.Equal((Cause.OpenBasedirDenied, Severity.Error, true, 404), (finding.Cause, finding.Severity, finding.IsPresent, finding.Status));
        Assert.Empty(finding.Consequences);
        Assert.Equal([Cause.OpenBasedirDenied], Diagnoser.Diagnose(inPhpIni with { Configuration = WithLoad(inPhpIni.Configuration) }).Findings.Select(over => over.Cause));
        Assert.Equal($"grep -rns open_basedir /etc/php/8.2/fpm {Root}/.user.ini", finding.Remedies[0].Command);
        Assert.StartsWith("nginx -T", Diagnoser.Diagnose(inNginx).Findings[0].Remedies[0].Command, StringComparison.Ordinal);
        Assert.Equal($"Set-FpmPoolTuning -Pool www -Directive @{{ 'php_admin_value[open_basedir]' = '/srv/blog:{Root}' }} -Reload", Diagnoser.Diagnose(inPool).Findings[0].Remedies[0].Command);
    }

    private static ErrorEvidence Missing(string address) => Error(Symptom.ScriptNotFound, null, 3, Now.AddSeconds(-1)) with
    {
        Samples = [new LogExcerpt(NginxLog, 7, Now.AddSeconds(-1), $"FastCGI sent in stderr: \"Primary script unknown\", request: \"GET {address}\"")],
    };

    // php-fpm was reloaded since.
    private static GatewayConfiguration WithLoad(GatewayConfiguration configuration) => configuration with { Fpm = [.. configuration.Fpm.Select(fpm => fpm with { LoadedAt = Now })] };

    private static GatewaySnapshot Adding(GatewaySnapshot snapshot, string part, string name, string value)
    {
        JsonNode changed = JsonNode.Parse(SnapshotJson.Write(snapshot))!;
        foreach (JsonNode? owner in changed["Configuration"]![part]!.AsArray())
        {
            owner!["Settings"]!.AsArray().Add(new JsonObject { ["Name"] = name, ["Value"] = value });
        }

        return SnapshotJson.Read(changed.ToJsonString());
    }

    private static GatewaySnapshot With(string[] missing, params AnswerCount[] answers) => Healthy with
    {
        Answers = answers,
        Configuration = Healthy.Configuration with { MissingDocumentRoots = missing },
    };
}
