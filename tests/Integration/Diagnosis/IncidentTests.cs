using System.Diagnostics;
using System.Runtime.Versioning;
using Nginx502.Lab;
using Nginx502.Lab.Incidents;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>Real sites, broken one way at a time: the diagnosis says what is true, and its remedy mends the site.</summary>
[SupportedOSPlatform("linux")]
public sealed class IncidentTests
{
    public static TheoryData<string> Incidents => [.. SituationCatalogue.NamesOf<Incident>()];

    [Theory]
    [MemberData(nameof(Incidents))]
    public async Task TheTruthIsFoundAndTheRemedyMends(string name)
    {
        Incident incident = SituationCatalogue.Make<Incident>(name);
        if (!Requirement.IsMet(name, incident.IsPossible))
        {
            LabReport.AddImpossible(incident, incident.Truth.Cause.ToString());
            return;
        }

        using LabSite site = await LabSite.StartAsync(directory => incident.Configure(directory, new LabSiteOptions()));
        LabHost host = site.Hosts[0];

        await LabSnapshot.NextSecondAsync();
        await incident.BreakAsync(host);
        string? endpoint = incident.EndpointOf(host);

        long start = Stopwatch.GetTimestamp();
        GatewaySnapshot snapshot = LabSnapshot.Take(site);
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(snapshot);
        TimeSpan taken = Stopwatch.GetElapsedTime(start);

        List<string> wrong = [.. TruthCheck.Compare(incident.Truth, endpoint, diagnosis)];
        if (!DiagnosisText.IsSame(diagnosis, Diagnoser.Diagnose(SnapshotJson.Read(SnapshotJson.Write(snapshot)))))
        {
            wrong.Add("The snapshot gives another diagnosis after it was written and read.");
        }

        bool isRight = wrong.Count == 0;
        wrong.AddRange(RecoveryTrial.Run(incident, host, out bool isRecovered));
        if (!isRecovered)
        {
            // Logs count whole seconds: what was said in the second of a load may have been said after it.
            await LabSnapshot.NextSecondAsync();
            await incident.MendAsync(host);
        }

        await LabSnapshot.NextSecondAsync();
        LabResponse response = await host.GetAsync(incident.Page);
        if (response.Status != 200)
        {
            wrong.Add($"After the remedy the site answers {response.StatusLine}.");
        }

        GatewaySnapshot mended = LabSnapshot.Take(site);
        GatewayDiagnosis after = Diagnoser.Diagnose(mended);
        LabReport.AddSnapshot(incident.Name + ".broken", snapshot);
        LabReport.AddSnapshot(incident.Name + ".mended", mended);
        if (after.Findings.FirstOrDefault(finding => finding.IsPresent) is { } left)
        {
            wrong.Add($"After the remedy {left} is still called present:\n{DiagnosisText.Of(after)}");
        }

        LabReport.Add(incident, incident.Truth.Cause.ToString(), diagnosis, taken, isRight, wrong);
        Assert.True(wrong.Count == 0, $"{name}: {incident.Story}\n{string.Join('\n', wrong)}\nThe diagnosis:\n{DiagnosisText.Of(diagnosis)}");
    }
}
