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
    /// <param name="diagnosis">What was found; null when it was not made.</param>
    /// <param name="taken">How long snapshot and diagnosis took.</param>
    /// <param name="wrong">What is wrong with it; empty for nothing.</param>
    public static void Add(Incident incident, GatewayDiagnosis? diagnosis, TimeSpan? taken, string wrong)
    {
        if (Place is null)
        {
            return;
        }

        Directory.CreateDirectory(Place);
        string found = diagnosis?.Findings is [{ } first, ..] ? $"{first.Cause} | {first.Status?.ToString(CultureInfo.InvariantCulture) ?? "none"}" : "none | none";
        string row = string.Create(CultureInfo.InvariantCulture, $"| {incident.Name} | {incident.Truth.Cause} | {found} | {taken?.TotalSeconds ?? 0:0.0} s | {(wrong.Length == 0 ? "right" : "wrong")} |\n");
        File.WriteAllText(Path.Combine(Place, incident.Name + ".md"), wrong.Length == 0 ? row : $"{row}\n{incident.Story}\n\n{wrong}\n\n{(diagnosis is null ? "" : DiagnosisText.Of(diagnosis))}");
    }
}
