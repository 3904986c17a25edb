using System.Globalization;
using Nginx502.Lab;
using Nginx502.Lab.HiddenLogs;
using Nginx502.Lab.Incidents;
using Nginx502.Lab.LookAlikes;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>The tables of all that the laboratory makes, as docs/design/fault-laboratory.md has them: without what stands above and below.</summary>
internal static class LabTables
{
    /// <summary>What stands for the time of a recovery, which each run measures anew.</summary>
    public const string AnyTime = "0.0 s";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Incidents(), LookAlikes(), Pairs(), Hidden()];

    private static string Incidents() => Render(
        ["incident", "what is done", "the truth", "visitors get", "remedy carried out", "recovered alone", "time to recover", "changes made", "evidence saved"],
        SituationCatalogue.MakeAll<Incident>().Select(incident => (string[])[incident.Name, incident.Story, Truth(incident.Truth), Status(incident.Truth), incident.Mending, .. Recovery(incident)]));

    private static string[] Recovery(Incident incident) => incident.MendedAlone is { } action ? ["yes", AnyTime, action, "yes"] : ["no: says what a person must do", "", "none", "nothing was touched"];

    private static string LookAlikes() => Render(
        ["look-alike", "what is done", "to be said first, as over or a note", "may be a warning"],
        SituationCatalogue.MakeAll<LookAlike>().Select(look => (string[])[look.Name, look.Story, string.Join(" or ", look.Said), look.Warned?.ToString() ?? ""]));

    private static string Pairs() => Render(
        ["first of two", "the other", "where", "the truth"],
        IncidentPair.All.Select(pair => (string[])[pair.First, pair.Second, pair.IsOneHost ? "one host" : "two hosts", string.Join(" and ", pair.Make().Select(incident => incident.Truth.Cause))]));

    private static string Hidden() => Render(
        ["hidden log", "what is done", "incident", "the truth", "visitors get"],
        HiddenEvidence.All.Select(hidden => (hidden, Log: hidden.MakeLog(), Incident: hidden.MakeIncident())).Select(row => (string[])
        [
            row.Log.Name, row.Log.Story, row.Incident.Name, Truth(row.Incident.Truth with { Mentioned = row.Log.Named is { } named ? [named] : [] }), Status(row.Incident.Truth),
        ]));

    private static string Render(string[] head, IEnumerable<string[]> rows) =>
        string.Concat(rows.Prepend([.. head.Select(_ => "---")]).Prepend(head).Select(row => $"| {string.Join(" | ", row)} |\n"));

    private static string Status(IncidentTruth truth) => truth.Status?.ToString(CultureInfo.InvariantCulture) ?? "an answer";

    private static string Truth(IncidentTruth truth)
    {
        string also = string.Concat(truth.Also.Select(cause => $" or {cause}"));
        string mentioned = truth.Mentioned.Count == 0 ? "" : $", and {string.Join(", ", truth.Mentioned)} is named";
        return $"{truth.Cause}{also}{mentioned}";
    }
}
