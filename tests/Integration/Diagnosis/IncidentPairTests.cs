using System.Runtime.Versioning;
using Nginx502.Lab;
using Nginx502.Lab.Incidents;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>One nginx and php-fpm, broken in two ways: both causes are found, each with its endpoint, and one of them stands first.</summary>
[SupportedOSPlatform("linux")]
public sealed class IncidentPairTests
{
    private static readonly LabSiteOptions Blog = new() { PoolName = "blog", ServerName = "blog.example", SocketName = "blog.sock" };

    public static TheoryData<int> Pairs => [.. Enumerable.Range(0, IncidentPair.All.Count)];

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task BothAreFound(int number)
    {
        IncidentPair pair = IncidentPair.All[number];
        Incident[] incidents = pair.Make();
        Assert.All(incidents, incident => Assert.True(incident.IsOfOneHost));
        if (!Requirement.IsMet($"{pair.First} and {pair.Second}", incidents.All(incident => incident.IsPossible)))
        {
            return;
        }

        using LabSite site = await LabSite.StartAsync(directory => Configure(directory, incidents, pair.IsOneHost));
        LabHost[] hosts = [site.Hosts[0], site.Hosts[^1]];
        await LabSnapshot.NextSecondAsync();
        await incidents[0].BreakAsync(hosts[0]);
        await incidents[1].BreakAsync(hosts[1]);
        GatewaySnapshot snapshot = LabSnapshot.Take(site);
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(snapshot);
        LabReport.AddSnapshot($"{pair.First} and {pair.Second}", snapshot);

        List<string> wrong = [];
        List<Finding> right = [];
        foreach ((Incident incident, LabHost host) in incidents.Zip(hosts))
        {
            Finding[] found = [.. diagnosis.Findings.Where(finding => IsOf(finding, incident, host))];
            right.AddRange(found);
            if (found.Length == 0)
            {
                wrong.Add($"{incident.Truth.Cause} {incident.Truth.Status} of {incident.EndpointOf(host) ?? "no endpoint"} is not among what is present.");
            }
        }

        if (!right.Contains(diagnosis.Findings.FirstOrDefault()!))
        {
            wrong.Add($"The first is {diagnosis.Findings.FirstOrDefault()?.ToString() ?? "none"}, which is neither.");
        }

        LabReport.Add(pair, diagnosis, wrong);
        Assert.True(wrong.Count == 0, $"{pair.First} and {pair.Second}:\n{string.Join('\n', wrong)}\nThe diagnosis:\n{DiagnosisText.Of(diagnosis)}");
    }

    private static LabSiteOptions Configure(LabDirectory directory, Incident[] incidents, bool isOneHost)
    {
        LabSiteOptions shop = incidents[0].Configure(directory, new LabSiteOptions());
        return isOneHost ? incidents[1].Configure(directory, shop) : shop with { Others = [incidents[1].Configure(directory, Blog)] };
    }

    private static bool IsOf(Finding finding, Incident incident, LabHost host) =>
        finding.IsPresent
        && finding.Status == incident.Truth.Status
        && (incident.EndpointOf(host) is not { } endpoint || FpmEndpoint.Parse(endpoint).Equals(finding.Endpoint))
        && (finding.Cause == incident.Truth.Cause || incident.Truth.Also.Contains(finding.Cause));
}
