using static Nginx502.UnitTests.Diagnosis.Checklist.ChecklistWorld;

namespace Nginx502.UnitTests.Diagnosis;

/// <summary>A site behind proxy_pass, beside one of PHP: its troubles are told in its own words, and what mends them leaves the neighbour alone.</summary>
public sealed class ProxiedSiteTests
{
    private static readonly NginxUpstream Application = new()
    {
        Server = "app.example",
        ServerNames = ["app.example"],
        Location = "/",
        Directive = "proxy_pass",
        Protocol = UpstreamProtocol.Http,
        Upstream = "http://127.0.0.1:3000",
        IsResolved = true,
        Servers = [new NginxUpstreamServer("127.0.0.1:3000", FpmEndpoint.Parse("127.0.0.1:3000"), 1, 1, TimeSpan.FromSeconds(10), 0, false, false, false, "/etc/nginx/nginx.conf", 20)],
        Settings = [Setting("proxy_read_timeout", "90s"), Setting("proxy_buffer_size", "64k"), Setting("proxy_buffers", "16 64k"), Setting("proxy_busy_buffers_size", "256k")],
        Path = "/etc/nginx/nginx.conf",
        LineNumber = 20,
    };

    [Theory]
    [InlineData(Symptom.ResponseTimedOut, 504, Cause.ReadTimeoutTooShort, "proxy_read_timeout", "-ReadTimeout 180 ")]
    [InlineData(Symptom.HeaderTooBig, 502, Cause.HeaderTooBig, "proxy_buffer_size", "-BufferSize 128k -Buffers '16 128k' -BusyBuffersSize 256k ")]
    public void ItsRemedyIsForItAlone(Symptom symptom, int status, Cause cause, string directive, string arguments)
    {
        Finding[] findings = Findings(symptom, status);
        Finding finding = Assert.Single(findings, found => found.IsPresent);
        string command = Assert.Single(finding.Remedies, remedy => remedy.Command?.Contains("Set-NginxUpstreamTuning", StringComparison.Ordinal) == true).Command!;

        Assert.Equal(cause, finding.Cause);
        Assert.Equal($"Get-NginxUpstream -Server app.example -Location / | Set-NginxUpstreamTuning {arguments}-Reload", command);
        Assert.Contains(directive, finding.Explanation, StringComparison.Ordinal);
        Assert.Contains(finding.Evidence, evidence => evidence.Text.StartsWith(directive + " ", StringComparison.Ordinal));
        Assert.DoesNotContain("PHP ", finding.Explanation, StringComparison.Ordinal);
        Assert.DoesNotContain("Get-FpmLogEntry", string.Join(' ', finding.Remedies.Select(remedy => remedy.Command)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Symptom.ConnectionRefused, true)]
    [InlineData(Symptom.ConnectionReset, true)]
    [InlineData(Symptom.HeaderTooBig, false)]
    [InlineData(Symptom.MalformedResponse, false)]
    [InlineData(Symptom.ResponseTimedOut, false)]
    public void AnApplicationThatAnsweredIsNotDown(Symptom symptom, bool isDown) =>
        Assert.Equal(isDown, Findings(symptom, 502).Any(finding => finding.Cause == Cause.ApplicationUpstreamDown));

    // Who listens on another machine is not seen here.
    [Theory]
    [InlineData("127.0.0.1:3000", Symptom.ConnectionRefused, "ss -ltnp 'sport = :3000'")]
    [InlineData("10.99.1.1:3000", Symptom.HostUnreachable, "ip route get 10.99.1.1")]
    [InlineData("10.99.1.1:3000", Symptom.ConnectionRefused, null)]
    [InlineData("[2001:db8::7]:3000", Symptom.NetworkUnreachable, "ip route get 2001:db8::7")]
    public void WhatIsLookedAtIsWhereTheApplicationIs(string place, Symptom symptom, string? command)
    {
        ErrorEvidence error = Error(symptom, 502, 4, Now.AddSeconds(-2)) with { Upstream = $"http://{place}/", Endpoint = null, Server = "app.example" };
        Finding finding = Diagnoser.Diagnose(Healthy with { Errors = [error] }).Findings.Single(found => found.Cause == Cause.ApplicationUpstreamDown);

        Assert.Equal(command, finding.Remedies[0].Command);
    }

    [Fact]
    public void AnAddressThatANameStoodForIsOfItsServer()
    {
        NginxUpstream named = new()
        {
            Server = "app.example",
            Location = "/",
            Protocol = UpstreamProtocol.Http,
            Upstream = "http://backend:3000",
            IsResolved = true,
            Servers = [new NginxUpstreamServer("backend:3000", FpmEndpoint.Parse("backend:3000"), 1, 1, TimeSpan.FromSeconds(10), 0, false, false, false, "/etc/nginx/nginx.conf", 20)],
        };
        Finding finding = Assert.Single(Findings(Symptom.ResponseTimedOut, 504, named), found => found.IsPresent);

        Assert.Contains(finding.Remedies, remedy => remedy.Command == "Get-NginxUpstream -Server app.example -Location / | Set-NginxUpstreamTuning -ReadTimeout 120 -Reload");
    }

    private static NginxSetting Setting(string name, string value) => new(name, value, NginxSettingScope.Location, "/etc/nginx/nginx.conf", 21);

    private static Finding[] Findings(Symptom symptom, int status, NginxUpstream? upstream = null)
    {
        ErrorEvidence error = Error(symptom, status, 4, Now.AddSeconds(-2)) with { Upstream = "http://127.0.0.1:3000/", Endpoint = null, Server = "app.example" };
        return Diagnoser.Diagnose(Healthy with { Configuration = Healthy.Configuration with { Upstreams = [.. Healthy.Configuration.Upstreams, upstream ?? Application] }, Errors = [error] }).Findings;
    }
}
