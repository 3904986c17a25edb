using Nginx502.Lab.Incidents;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>Compares a diagnosis with the truth.</summary>
internal static class TruthCheck
{
    /// <summary>What is wrong with it, sentences; none when it is right.</summary>
    public static IEnumerable<string> Compare(IncidentTruth truth, string? endpoint, GatewayDiagnosis diagnosis)
    {
        if (diagnosis.Findings is not [{ } first, ..])
        {
            yield return $"Nothing was found; it is {truth.Cause}.";
            yield break;
        }

        if (first.Cause != truth.Cause && !truth.Also.Contains(first.Cause))
        {
            yield return $"The first cause is {first.Cause}; the truth is {truth.Cause}.";
        }

        if (first.Status != truth.Status)
        {
            yield return $"The status is {first.Status?.ToString() ?? "none"}; the truth is {truth.Status?.ToString() ?? "none"}.";
        }

        if (endpoint is not null && !FpmEndpoint.Parse(endpoint).Equals(first.Endpoint))
        {
            yield return $"The endpoint is {first.Endpoint?.ToString() ?? "none"}; the truth is {endpoint}.";
        }

        if (truth.IsPresent is { } isPresent && first.IsPresent != isPresent)
        {
            yield return first.IsPresent ? "It is called present, and is over." : "It is called over, and is present.";
        }

        if (!first.Remedies.Any(remedy => truth.Remedy.Split('|').Any(word => remedy.ToString().Contains(word, StringComparison.OrdinalIgnoreCase))))
        {
            yield return $"No remedy says '{truth.Remedy}'.";
        }

        HashSet<Cause> named = [.. DiagnosisText.All(diagnosis.Findings).Select(finding => finding.Cause)];
        foreach (Cause cause in truth.Mentioned.Where(cause => !named.Contains(cause)))
        {
            yield return $"{cause} is not named at all.";
        }
    }
}
