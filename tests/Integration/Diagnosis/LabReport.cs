using System.Globalization;
using Nginx502.Lab;
using Nginx502.Lab.Incidents;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>
/// What a run of the laboratory found, for a person: one file an incident, in the directory that the variable NGINX502_LAB_REPORT names. Nothing is
/// written without it.
/// </summary>
internal static class LabReport
{
    private static readonly string? Place = Environment.GetEnvironmentVariable("NGINX502_LAB_REPORT");

    /// <summary>Adds a situation.</summary>
    /// <param name="situation">It.</param>
    /// <param name="truth">What is true of it.</param>
    /// <param name="diagnosis">What was found.</param>
    /// <param name="taken">How long snapshot and diagnosis took.</param>
    /// <param name="isRight">True when that was the truth.</param>
    /// <param name="wrong">What is wrong with it, after a remedy too; empty for nothing.</param>
    public static void Add(Situation situation, string truth, GatewayDiagnosis diagnosis, TimeSpan taken, bool isRight, IReadOnlyList<string> wrong)
    {
        string time = string.Create(CultureInfo.InvariantCulture, $"{taken.TotalSeconds:0.0} s");
        Write(situation.Name, Row(situation.Name, truth, diagnosis, time, isRight, wrong) + Details(situation.Story, diagnosis, wrong));
    }

    /// <summary>Adds what a recovery that nobody watches did.</summary>
    public static void AddRecovery(Incident incident, RecoveryResult? result) => WriteFile(
        incident.Name + ".recovery.md",
        () => string.Create(
            CultureInfo.InvariantCulture,
            $"| {incident.Name} | {result?.Outcome.ToString() ?? "did not run"} | {result?.TimeToRecover?.TotalSeconds:0.0} | {string.Join(", ", result?.Steps.Select(step => $"{step.Step.Action} {step.Outcome}") ?? [])} | {(result?.EvidencePath is null ? "" : "saved")} |\n\n{result?.Summary}\n"));

    /// <summary>Adds two incidents at once.</summary>
    public static void Add(IncidentPair pair, GatewayDiagnosis diagnosis, IReadOnlyList<string> wrong)
    {
        string name = $"{pair.First} and {pair.Second}";
        Write(name, Row(name, string.Join(" and ", pair.Make().Select(incident => incident.Truth.Cause)), diagnosis, "", wrong.Count == 0, wrong) + Details(name, diagnosis, wrong));
    }

    /// <summary>Adds an incident with a hidden log.</summary>
    public static void Add(HiddenEvidence hidden, IncidentTruth truth, GatewayDiagnosis diagnosis, IReadOnlyList<string> wrong)
    {
        string name = $"{hidden.LogName} and {hidden.IncidentName}";
        Write(name, Row(name, truth.Cause.ToString(), diagnosis, "", wrong.Count == 0, wrong) + Details(name, diagnosis, wrong));
    }

    /// <summary>Adds a situation that this machine does not let be made.</summary>
    public static void AddImpossible(Situation situation, string truth) => Write(situation.Name, $"| {situation.Name} | {truth} | not possible on this machine | | | | |\n");

    /// <summary>Adds what was seen: the stuff of the data tests of the rules.</summary>
    /// <param name="name">Of what, and when.</param>
    /// <param name="snapshot">It.</param>
    public static void AddSnapshot(string name, GatewaySnapshot snapshot) => WriteFile(name + ".json", () => SnapshotJson.Write(snapshot));

    private static string Row(string name, string truth, GatewayDiagnosis diagnosis, string time, bool isRight, IReadOnlyList<string> wrong)
    {
        string found = diagnosis.Findings is [{ } first, ..] ? $"{first.Cause} | {first.Status?.ToString(CultureInfo.InvariantCulture) ?? "none"}" : "nothing | none";
        return $"| {name} | {truth} | {found} | {time} | {(isRight ? "right" : "wrong")} | {(wrong.Count == 0 ? "right" : isRight ? "wrong" : "")} |\n";
    }

    private static string Details(string story, GatewayDiagnosis diagnosis, IReadOnlyList<string> wrong) =>
        wrong.Count == 0 ? "" : $"\n{story}\n\n{string.Join('\n', wrong)}\n\n{DiagnosisText.Of(diagnosis)}";

    private static void Write(string name, string text) => WriteFile(name + ".md", () => text);

    private static void WriteFile(string name, Func<string> text)
    {
        if (Place is not null)
        {
            Directory.CreateDirectory(Place);
            File.WriteAllText(Path.Combine(Place, name), text());
        }
    }
}
