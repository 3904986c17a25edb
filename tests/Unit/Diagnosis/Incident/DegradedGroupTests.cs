using Nginx502.UnitTests.Diagnosis.Sockets;
using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>A group of which one server fails still serves; one of which all hurt does not, however well their round trips go.</summary>
public sealed class DegradedGroupTests
{
    private static readonly FpmEndpoint One = FpmEndpoint.Parse("127.0.0.1:9000");
    private static readonly FpmEndpoint Two = FpmEndpoint.Parse("127.0.0.1:9001");

    [Fact]
    public void AServerThatFailsBesideAGoodOneIsAWarning() => Assert.Equal(
        [(Cause.UpstreamDegraded, Severity.Warning)],
        Present("error timeout", SocketFacts.Tcp with { Endpoint = One, Listener = null, IsListed = false, Attempts = [Refused] }, Symptom.ConnectionRefused));

    [Theory]
    [InlineData("off")]
    [InlineData("timeout")]
    public void WhatIsNotTriedAgainHurts(string next) => Assert.Contains(
        Present(next, SocketFacts.Tcp with { Endpoint = One, Listener = null, IsListed = false, Attempts = [Refused] }, Symptom.ConnectionRefused), finding => finding.Severity == Severity.Error);

    [Fact]
    public void WhatAServerThatAnswersDoesWrongIsNoDegradedGroup()
    {
        (Cause, Severity)[] present = Present("error timeout invalid_header", SocketFacts.Tcp with { Endpoint = One }, Symptom.HeaderTooBig);

        Assert.Equal([(Cause.HeaderTooBig, Severity.Error)], present);
    }

    [Fact]
    public void ASubstituteThatHurtsTooIsNone()
    {
        (Cause, Severity)[] present = Present("error timeout", SocketFacts.Tcp with { Endpoint = One, Listener = null, IsListed = false, Attempts = [Refused] }, Symptom.ConnectionRefused, (Symptom.HeaderTooBig, Two));

        Assert.All(present, finding => Assert.Equal(Severity.Error, finding.Item2));
    }

    private static FpmSocketAttempt Refused => SocketFacts.Failed(FastCgiFailureKind.Refused, 111, address: "127.0.0.1");

    private static (Cause Cause, Severity Severity)[] Present(string next, FpmSocketFacts one, Symptom symptom, (Symptom Symptom, FpmEndpoint Endpoint)? other = null)
    {
        NginxUpstream group = new()
        {
            Server = "shop.example",
            Location = "/",
            Directive = "fastcgi_pass",
            Upstream = "php",
            Group = "php",
            IsResolved = true,
            Servers = [Server(One), Server(Two)],
            Settings = [new NginxSetting("fastcgi_next_upstream", next, NginxSettingScope.Location, "/etc/nginx/nginx.conf", 9)],
        };
        ErrorEvidence[] errors = [Of(symptom, One), .. other is { } second ? [Of(second.Symptom, second.Endpoint)] : Array.Empty<ErrorEvidence>()];
        GatewaySnapshot snapshot = Healthy with
        {
            Configuration = Healthy.Configuration with { Upstreams = [group], Pools = [] },
            Sockets = [one, SocketFacts.Tcp with { Endpoint = Two }],
            Pools = [],
            Memory = null,
            Errors = errors,
        };
        return [.. Diagnoser.Diagnose(snapshot).Findings.Where(finding => finding is { IsPresent: true, Severity: >= Severity.Warning }).Select(finding => (finding.Cause, finding.Severity))];
    }

    private static ErrorEvidence Of(Symptom symptom, FpmEndpoint endpoint) => Error(symptom, 502, 5, Now.AddSeconds(-1)) with { Endpoint = endpoint, Upstream = $"fastcgi://{endpoint}" };

    private static NginxUpstreamServer Server(FpmEndpoint endpoint) => new(endpoint.ToString(), endpoint, 1, 1, TimeSpan.FromSeconds(10), 0, false, false, false, "/etc/nginx/nginx.conf", 3);
}
