using Nginx502.Inspection;
using Nginx502.Nginx;
using Nginx502.UnitTests.Diagnosis.Sockets;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>Probes and logs that say what something else says better, or what belongs to several programs.</summary>
public sealed class ProbeAndLogTests
{
    private static readonly SiteProbe Failing = new() { Uri = "http://shop.example/", Status = 502, Time = Now, Address = "127.0.0.1:80", Endpoint = SocketFacts.Unix.Endpoint, Symptom = Symptom.HeaderTooBig };

    [Fact]
    public void AProbeSaysNothingWhereTheCauseIsKnown()
    {
        GatewaySnapshot known = Healthy with { Probes = [Failing], Errors = [Error(Symptom.HeaderTooBig, 502, 2, Now.AddSeconds(-1))] };

        Assert.Equal([Cause.HeaderTooBig], Diagnoser.Diagnose(known).Findings.Select(finding => finding.Cause));
        Assert.Equal([Cause.Unknown], Diagnoser.Diagnose(Healthy with { Probes = [Failing] }).Findings.Select(finding => finding.Cause));
    }

    [Fact]
    public void ACauseOfAnotherEndpointDoesNotExplainAProbe()
    {
        GatewaySnapshot other = Healthy with { Probes = [Failing with { Endpoint = FpmEndpoint.Parse("127.0.0.1:9999") }], Errors = [Error(Symptom.HeaderTooBig, 502, 2, Now.AddSeconds(-1))] };

        Assert.Equal([Cause.HeaderTooBig, Cause.Unknown], Diagnoser.Diagnose(other).Findings.Select(finding => finding.Cause));
    }

    [Fact]
    public void AnAddressThatIsNoneDoesNoHarm()
    {
        SiteProbe own = Failing with { Uri = "nonsense", Status = 200 };

        Assert.Single(Diagnoser.Diagnose(Healthy with { Probes = [Failing with { Uri = "nonsense" }] }).Findings);
        Assert.Equal(Cause.FrontProxyAnswered, Assert.Single(Diagnoser.Diagnose(Healthy with { Probes = [own, own with { IsViaDns = true, Status = 502 }] }).Findings).Cause);
    }

    // A maintenance is no failure; of another site or status it explains nothing, and nginx says nothing of it.
    [Theory]
    [InlineData("shop.example", 503, null, Cause.StatusByDesign)]
    [InlineData("SHOP.example", 503, null, Cause.StatusByDesign)]
    [InlineData("shop.example", 503, null, Cause.StatusByDesign, "/")]
    [InlineData("shop.example", 503, null, Cause.StatusByDesign, "/ > if (-f /var/www/maintenance)")]
    [InlineData("shop.example", 503, null, Cause.Unknown, "/private")]
    [InlineData("shop.example", 503, null, Cause.Unknown, "~ ^/admin")]
    [InlineData("blog.example", 503, null, Cause.Unknown)]
    [InlineData("shop.example", 500, null, Cause.Unknown)]
    [InlineData("shop.example", 503, Symptom.WorkerConnectionsExhausted, Cause.Unknown)]
    public void AReturnThatSaysItExplainsAProbe(string host, int returned, Symptom? symptom, Cause expected, string location = "")
    {
        SiteProbe maintained = Failing with { Uri = $"http://{host}/", Status = 503, Endpoint = null, Symptom = symptom };
        GatewaySnapshot snapshot = Healthy with
        {
            Probes = [maintained],
            Returns = [new NginxReturn(returned, "shop.example", location, "/etc/nginx/sites-enabled/shop", 5)],
        };
        Finding finding = Assert.Single(Diagnoser.Diagnose(snapshot).Findings);

        Assert.Equal(expected, finding.Cause);
        Assert.Equal(expected == Cause.StatusByDesign, finding.Evidence.Any(evidence => evidence is { Path: "/etc/nginx/sites-enabled/shop", LineNumber: 5 }));
    }

    [Fact]
    public void LogsOfTwoProgramsAreTwoFindings()
    {
        WrittenLog nginx = Log("/var/log/nginx/error.log", isFpm: false) with { IsDeletedOpen = true, ProcessId = 70 };
        WrittenLog fpm = Log("/var/log/php8.2-fpm.log", isFpm: true) with { IsDeletedOpen = true, ProcessId = 100 };
        Finding[] lost = [.. Diagnoser.Diagnose(Healthy with { Logs = [nginx, fpm] }).Findings.Where(finding => finding.Cause == Cause.LogsElsewhere)];

        Assert.Equal(["nginx -s reopen", "kill -USR1 100"], lost.Select(finding => finding.Remedies[0].Command));
        Assert.All(lost, finding => Assert.Single(finding.Evidence));
    }

    [Fact]
    public void WhatEvidenceRepeatsIsSaidOnce()
    {
        FpmSocketFacts refused = SocketFacts.Unix with { Attempts = [SocketFacts.Failed(FastCgiFailureKind.PermissionDenied, 13)] };
        Finding finding = Diagnoser.Diagnose(Healthy with { Sockets = [refused] }).Findings[0];

        Assert.DoesNotContain(finding.Evidence, evidence => evidence.Text.Contains(finding.Explanation, StringComparison.Ordinal));
    }
}
