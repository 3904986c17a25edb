using System.Diagnostics;
using System.Runtime.Versioning;
using Nginx502.Lab;
using Nginx502.Lab.LookAlikes;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>Real sites that serve as they should: nothing false is called present, whatever it looks like.</summary>
[SupportedOSPlatform("linux")]
public sealed class LookAlikeTests
{
    public static TheoryData<string> LookAlikes => [.. SituationCatalogue.NamesOf<LookAlike>()];

    [Theory]
    [MemberData(nameof(LookAlikes))]
    public async Task NothingFalseIsCalledPresent(string name)
    {
        LookAlike situation = SituationCatalogue.Make<LookAlike>(name);
        if (!Requirement.IsMet(name, situation.IsPossible))
        {
            LabReport.AddImpossible(situation, "nothing");
            return;
        }

        using LabSite site = await LabSite.StartAsync(directory => situation.Configure(directory, new LabSiteOptions()));
        LabHost host = site.Hosts[0];
        await LabSnapshot.NextSecondAsync();
        await situation.PrepareAsync(host);

        long start = Stopwatch.GetTimestamp();
        GatewaySnapshot snapshot = LabSnapshot.Take(site, situation.Past);
        GatewayDiagnosis diagnosis = Diagnoser.Diagnose(snapshot);
        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        LabReport.AddSnapshot(situation.Name, snapshot);
        await situation.EndAsync(host);

        string[] wrong = [.. Compare(situation, diagnosis)];
        LabReport.Add(situation, situation.Warned?.ToString() ?? "nothing", diagnosis, taken, wrong.Length == 0, wrong);
        Assert.True(wrong.Length == 0, $"{name}: {situation.Story}\n{string.Join('\n', wrong)}\nThe diagnosis:\n{DiagnosisText.Of(diagnosis)}");
    }

    private static IEnumerable<string> Compare(LookAlike situation, GatewayDiagnosis diagnosis)
    {
        foreach (Finding finding in DiagnosisText.All(diagnosis.Findings).Where(finding => finding.IsPresent && finding.Severity >= Severity.Warning))
        {
            if (finding.Cause != situation.Warned)
            {
                yield return $"{finding} is called present.";
            }
            else if (finding.Severity > Severity.Warning)
            {
                yield return $"{finding} is more than a warning.";
            }
        }

        if (situation.Warned is { } warned && !diagnosis.Findings.Any(finding => finding.Cause == warned))
        {
            yield return $"{warned} is not named at all.";
        }

        if (situation.Said.Count > 0 && (diagnosis.Findings is not [{ } first, ..] || !situation.Said.Contains(first.Cause)))
        {
            yield return $"The first finding is {diagnosis.Findings.FirstOrDefault()?.ToString() ?? "none"}; it is to be {string.Join(" or ", situation.Said)}.";
        }
    }
}
