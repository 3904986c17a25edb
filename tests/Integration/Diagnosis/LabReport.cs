using System.Globalization;
using Nginx502.Lab.Incidents;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>
/// What a run of the laboratory found, for a person: one file an incident, in the directory that the variable NGINX502_LAB_REPORT names. Nothing is
/// written without it.
/// </summary>
internal static class LabReport
{
    private static readonly string? Place = Environment.GetEnvironmentVariable("NGINX502_LAB_REPORT");

    /// <summary>Adds an incident.</summary>
    /// <param name="incident">It.</param>
    /// <param name="diagnosis">What was found.</param>
    /// <param name="taken">How long snapshot and diagnosis took.</param>
    /// <param name="isRight">True when that was the truth.</param>
    /// <param name="wrong">What is wrong with it, after the remedy too; empty for nothing.</param>
    public static void Add(Incident incident, GatewayDiagnosis diagnosis, TimeSpan taken, bool isRight, IReadOnlyList<string> wrong)
    {
        string found = diagnosis.Findings is [{ } first, ..] ? $"{first.Cause} | {first.Status?.ToString(CultureInfo.InvariantCulture) ?? "none"}" : "nothing | none";
        string row = string.Create(
            CultureInfo.InvariantCulture,
            $"| {incident.Name} | {incident.Truth.Cause} | {found} | {taken.TotalSeconds:0.0} s | {(isRight ? "right" : "wrong")} | {(wrong.Count == 0 ? "right" : isRight ? "wrong" : "")} |\n");
        Write(incident, wrong.Count == 0 ? row : $"{row}\n{incident.Story}\n\n{string.Join('\n', wrong)}\n\n{DiagnosisText.Of(diagnosis)}");
    }

    /// <summary>Adds an incident that this machine does not let be made.</summary>
    public static void AddImpossible(Incident incident) => Write(incident, $"| {incident.Name} | {incident.Truth.Cause} | not possible on this machine | | | | |\n");

    private static void Write(Incident incident, string text)
    {
        if (Place is not null)
        {
            Directory.CreateDirectory(Place);
            File.WriteAllText(Path.Combine(Place, incident.Name + ".md"), text);
        }
    }
}
