using System.Runtime.Versioning;
using Nginx502.Lab;
using Nginx502.Lab.Incidents;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>Two hosts of one nginx and php-fpm, each broken in its own way: both causes are found, each with its endpoint.</summary>
[SupportedOSPlatform("linux")]
public sealed class IncidentPairTests
{
    private static readonly LabSiteOptions Blog = new() { PoolName = "blog", ServerName = "blog.example", SocketName = "blog.sock" };

    public static TheoryData<string, string> Pairs => new()
    {
        { "AnotherSocketPath", "HeaderTooBigForNginx" },
        { "SocketFileGone", "TcpForASocket" },
        { "SocketOfRoot", "WorkerSegfaults" },
        { "ClientsNotAllowed", "DatabaseHangs" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task BothAreFound(string shop, string blog)
    {
        Incident[] incidents = [IncidentCatalogue.Make(shop), IncidentCatalogue.Make(blog)];
        Assert.All(incidents, incident => Assert.True(incident.IsOfOneHost));
        if (!incidents.All(incident => incident.IsPossible))
        {
            return;
        }

        using LabSite site = await LabSite.StartAsync(directory => incidents[0].Configure(directory, new LabSiteOptions()) with { Others = [incidents[1].Configure(directory, Blog)] });
        await incidents[0].BreakAsync(site.Hosts[0]);
        await incidents[1].BreakAsync(site.Hosts[1]);

        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(SnapshotCollector.Take(
            new GatewayTarget { NginxConfigurationPath = site.Nginx.ConfigurationPath, FpmConfigurationPath = site.Fpm.ConfigurationPath },
            SnapshotOptions.Default with { Since = site.StartTime.AddSeconds(-1) }));

        foreach ((Incident incident, LabHost host) in incidents.Zip(site.Hosts))
        {
            FpmEndpoint? endpoint = incident.EndpointOf(host) is { } text ? FpmEndpoint.Parse(text) : null;
            Assert.True(
                diagnosis.Findings.Any(finding => finding.IsPresent && finding.Status == incident.Truth.Status && (endpoint is null || endpoint.Equals(finding.Endpoint))
                    && (finding.Cause == incident.Truth.Cause || incident.Truth.Also.Contains(finding.Cause))),
                $"{incident.Truth.Cause} of {endpoint} was not found:\n{DiagnosisText.Of(diagnosis)}");
        }
    }
}
