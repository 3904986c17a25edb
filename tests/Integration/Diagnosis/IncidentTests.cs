using System.Diagnostics;
using System.Runtime.Versioning;
using Nginx502.Lab;
using Nginx502.Lab.Incidents;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>Real sites, broken one way at a time: the diagnosis says what is true, and its remedy mends the site.</summary>
[SupportedOSPlatform("linux")]
public sealed class IncidentTests
{
    public static TheoryData<string> Incidents => [.. IncidentCatalogue.Names];

    [Theory]
    [MemberData(nameof(Incidents))]
    public async Task TheTruthIsFoundAndTheRemedyMends(string name)
    {
        Incident incident = IncidentCatalogue.Make(name);
        if (!incident.IsPossible)
        {
            LabReport.AddImpossible(incident);
            return;
        }

        using LabSite site = await LabSite.StartAsync(directory => incident.Configure(directory, new LabSiteOptions()));
        LabHost host = site.Hosts[0];

        // Logs have whole seconds: the start, the trouble and the remedy are each in one of their own, as they are on a real server.
        await NextSecondAsync();
        await incident.BreakAsync(host);
        string? endpoint = incident.EndpointOf(host);

        long start = Stopwatch.GetTimestamp();
        GatewaySnapshot snapshot = Take(site);
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(snapshot);
        TimeSpan taken = Stopwatch.GetElapsedTime(start);

        List<string> wrong = [.. TruthCheck.Compare(incident.Truth, endpoint, diagnosis)];
        if (!DiagnosisText.IsSame(diagnosis, Diagnoser.Diagnose(SnapshotJson.Read(SnapshotJson.Write(snapshot)))))
        {
            wrong.Add("The snapshot gives another diagnosis after it was written and read.");
        }

        bool isRight = wrong.Count == 0;

        await incident.MendAsync(host);
        await NextSecondAsync();
        LabResponse response = await host.GetAsync(incident.Page);
        if (response.Status != 200)
        {
            wrong.Add($"After the remedy the site answers {response.StatusLine}.");
        }

        GatewayDiagnosis after = Diagnoser.Diagnose(Take(site));
        if (after.Findings.FirstOrDefault(finding => finding.IsPresent) is { } left)
        {
            wrong.Add($"After the remedy {left} is still called present:\n{DiagnosisText.Of(after)}");
        }

        LabReport.Add(incident, diagnosis, taken, isRight, wrong);
        Assert.True(wrong.Count == 0, $"{name}: {incident.Story}\n{string.Join('\n', wrong)}\nThe diagnosis:\n{DiagnosisText.Of(diagnosis)}");
    }

    private static Task NextSecondAsync() => Task.Delay(1000 - DateTime.Now.Millisecond);

    // The logs have whole seconds: what was logged in the second of the start would be before it.
    private static GatewaySnapshot Take(LabSite site) => SnapshotCollector.Take(
        new GatewayTarget { NginxConfigurationPath = site.Nginx.ConfigurationPath, FpmConfigurationPath = site.Fpm.ConfigurationPath },
        SnapshotOptions.Default with { Since = site.StartTime.AddSeconds(-1) });
}
