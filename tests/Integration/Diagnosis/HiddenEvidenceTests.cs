using System.Runtime.Versioning;
using Nginx502.Lab;
using Nginx502.Lab.HiddenLogs;
using Nginx502.Lab.Incidents;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>Real sites, broken while nginx's error log is hidden: the cause comes from what runs, and that the log is hidden is said.</summary>
[SupportedOSPlatform("linux")]
public sealed class HiddenEvidenceTests
{
    public static TheoryData<int> Hidden => [.. Enumerable.Range(0, HiddenEvidence.All.Count)];

    [Theory]
    [MemberData(nameof(Hidden))]
    public async Task TheCauseIsFoundAllTheSame(int number)
    {
        HiddenEvidence hidden = HiddenEvidence.All[number];
        HiddenLog log = hidden.MakeLog();
        Incident incident = hidden.MakeIncident();
        if (!Requirement.IsMet($"{hidden.LogName} and {hidden.IncidentName}", log.IsPossible && incident.IsPossible))
        {
            return;
        }

        using LabSite site = await LabSite.StartAsync(directory => log.Configure(directory, incident.Configure(directory, new LabSiteOptions())));
        LabHost host = site.Hosts[0];
        log.Hide(site);
        await LabSnapshot.NextSecondAsync();
        await incident.BreakAsync(host);
        GatewaySnapshot snapshot = LabSnapshot.Take(site);
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(snapshot);
        LabReport.AddSnapshot($"{hidden.LogName} and {hidden.IncidentName}", snapshot);

        IncidentTruth truth = incident.Truth with { Mentioned = [.. incident.Truth.Mentioned, .. log.Named is { } named ? [named] : Array.Empty<Cause>()] };
        string[] wrong = [.. TruthCheck.Compare(truth, incident.EndpointOf(host), diagnosis)];
        LabReport.Add(hidden, truth, diagnosis, wrong);
        Assert.True(wrong.Length == 0, $"{hidden.LogName} and {hidden.IncidentName}:\n{string.Join('\n', wrong)}\nThe diagnosis:\n{DiagnosisText.Of(diagnosis)}");
    }
}
