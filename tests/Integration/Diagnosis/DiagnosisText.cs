using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>A diagnosis as text, for messages and for comparing.</summary>
internal static class DiagnosisText
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    /// <summary>All that it says.</summary>
    public static string Of(GatewayDiagnosis diagnosis)
    {
        StringBuilder text = new();
        text.Append("  verdict: ").Append(diagnosis.Verdict).Append('\n');
        foreach (Finding finding in diagnosis.Findings)
        {
            Append(text, finding, "  ");
        }

        foreach (NotSeen gap in diagnosis.NotSeen)
        {
            text.Append("  not seen: ").Append(gap).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Findings and what follows from them.</summary>
    public static IEnumerable<Finding> All(IEnumerable<Finding> findings) => findings.SelectMany(finding => All(finding.Consequences).Prepend(finding));

    /// <summary>True when both say the same to the last word.</summary>
    public static bool IsSame(GatewayDiagnosis left, GatewayDiagnosis right) => JsonSerializer.Serialize(left, Options) == JsonSerializer.Serialize(right, Options);

    private static void Append(StringBuilder text, Finding finding, string indent)
    {
        text.Append(indent).Append("* ").Append(finding).Append(finding.IsPresent ? " (present, " : " (over, ").Append(finding.Severity).Append(", ").Append(finding.Confidence)
            .Append(", status ").Append(finding.Status?.ToString() ?? "none").Append(", errors ").Append(finding.ErrorCount).Append(")\n");
        text.Append(indent).Append("    ").Append(finding.Explanation).Append('\n');
        foreach (FindingEvidence evidence in finding.Evidence)
        {
            text.Append(indent).Append("    - ").Append(evidence.Source).Append(": ").Append(evidence).Append('\n');
        }

        foreach (Remedy remedy in finding.Remedies)
        {
            text.Append(indent).Append("    > ").Append(remedy).Append('\n');
        }

        foreach (Finding consequence in finding.Consequences)
        {
            Append(text, consequence, indent + "    ");
        }
    }
}
