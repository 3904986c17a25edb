using System.Text;
using Nginx502.Lab.Incidents;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>The table of all incidents, as docs/design/fault-laboratory.md has it.</summary>
internal static class IncidentTable
{
    /// <summary>Its rows, without what stands above and below.</summary>
    public static string Render()
    {
        StringBuilder table = new("| incident | what is done | the truth | visitors get | remedy carried out |\n| --- | --- | --- | --- | --- |\n");
        foreach (Incident incident in IncidentCatalogue.Names.Select(IncidentCatalogue.Make))
        {
            table.Append("| ").Append(incident.Name).Append(" | ").Append(incident.Story).Append(" | ").Append(Truth(incident.Truth)).Append(" | ")
                .Append(incident.Truth.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "an answer").Append(" | ").Append(incident.Mending).Append(" |\n");
        }

        return table.ToString();
    }

    private static string Truth(IncidentTruth truth)
    {
        string also = string.Concat(truth.Also.Select(cause => $" or {cause}"));
        string mentioned = truth.Mentioned.Count == 0 ? "" : $", and {string.Join(", ", truth.Mentioned)} is named";
        return $"{truth.Cause}{also}{mentioned}";
    }
}
