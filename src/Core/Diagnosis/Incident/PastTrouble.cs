using System.Globalization;
using Place = System.Linq.IGrouping<(Nginx502.FpmEndpoint? Endpoint, long ErrorCount, System.DateTime? Last, Nginx502.Cause? Cause), Nginx502.Finding>;

namespace Nginx502.Diagnosis;

/// <summary>A trouble that is over: one cause, or several of which the errors do not tell which it was.</summary>
/// <param name="Findings">What was found of it.</param>
/// <param name="ErrorCount">How many errors there were.</param>
/// <param name="Last">The last of them, local time; null when that is not known.</param>
/// <param name="Times">How often it was there, at the place where that was most often.</param>
internal sealed record PastTrouble(IReadOnlyList<Finding> Findings, long ErrorCount, DateTime? Last, int Times)
{
    private const int ShownSites = 3;
    private const int MostApart = 3;

    // Of one trouble the sites meet it within this time.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(2);

    /// <summary>All of them, the last first.</summary>
    /// <param name="findings">What was found.</param>
    public static IReadOnlyList<PastTrouble> Of(IReadOnlyList<Finding> findings) =>
    [
        .. findings.Where(finding => !finding.IsPresent)

            // Causes that have all their errors in common are told together, as one of them.
            .GroupBy(finding => finding.ErrorCount > 0 ? (finding.Endpoint, finding.ErrorCount, finding.Last, (Cause?)null) : (finding.Endpoint, ErrorCount: 0L, finding.Last, (Cause?)finding.Cause))
            .GroupBy(same => string.Join('\n', same.Select(NameOf).Distinct(StringComparer.Ordinal)))
            .SelectMany(Apart)
            .Select(alike => new PastTrouble([.. alike.SelectMany(same => same)], alike.Sum(same => same.First().ErrorCount), alike.Max(same => same.Key.Last), alike.GroupBy(same => same.Key.Endpoint).Max(place => place.Count())))
            .OrderByDescending(trouble => trouble.Last),
    ];

    // What shows the same at several times, and has no cause that is known, may be of several; of very many it is enough to say how often.
    private static IReadOnlyList<IReadOnlyList<Place>> Apart(IEnumerable<Place> alike)
    {
        Place[] all = [.. alike];
        if (!all.SelectMany(same => same).All(IsNamedBySymptoms))
        {
            return [all];
        }

        List<List<Place>> apart = [];
        DateTime? last = null;
        foreach (Place same in all.OrderBy(same => same.Min(finding => finding.First)))
        {
            if (apart.Count == 0 || same.Min(finding => finding.First) - last > Pause)
            {
                apart.Add([]);
            }

            apart[^1].Add(same);
            last = last > same.Key.Last ? last : same.Key.Last;
        }

        return apart.Count > MostApart ? [all] : apart;
    }

    /// <summary>What it was, and where.</summary>
    /// <param name="name">What a finding is called.</param>
    public string Named(Func<Finding, string> name) => string.Join(" or ", Findings.Select(finding => IsNamedBySymptoms(finding) ? NameOf(finding) : name(finding)).Distinct(StringComparer.Ordinal)) + Where();

    /// <summary>How many errors, and when the last one was; for a time without nginx, of which no errors tell, from when to when.</summary>
    /// <param name="now">When it was looked at.</param>
    public string Counted(DateTime now) => ErrorCount == 0 ? IsWithoutNginx ? $"{(Times > 1 ? $"{CountText.Times(Times)}, the last " : string.Empty)}{OutageTime.Text(now, Outage.First!.Value, Outage.Last!.Value)}" : string.Empty
        : string.Create(CultureInfo.InvariantCulture, $"{(Times > 1 ? $"{CountText.Times(Times)}, " : string.Empty)}{ErrorCount:N0} {(ErrorCount == 1 ? "error" : "errors")}, the last {Ago.Text(now, Last)}");

    /// <summary>All of it, by the names of causes.</summary>
    /// <param name="now">When it was looked at.</param>
    public string Line(DateTime now) => Named(finding => finding.Cause.ToString()) + (Counted(now) is { Length: > 0 } counted ? $" ({counted})" : string.Empty);

    private bool IsWithoutNginx => Findings.All(finding => finding is { Endpoint: null, First: not null, Last: not null, Cause: Cause.NginxNotRunning });

    private Finding Outage => Findings.MaxBy(finding => finding.Last)!;

    // What is over without a cause is named by what nginx said.
    private static string NameOf(Finding finding) => IsNamedBySymptoms(finding) ? string.Join(", ", finding.Symptoms) : finding.Cause.ToString();

    private static bool IsNamedBySymptoms(Finding finding) => finding is { Cause: Cause.AllHealthyNow, Symptoms.Length: > 0 };

    private string Where()
    {
        string[] sites = [.. Findings.SelectMany(finding => finding.Servers).Distinct(StringComparer.Ordinal)];
        string[] places = sites.Length > 0 ? sites : [.. Findings.Select(finding => finding.Endpoint?.ToString()).OfType<string>().Distinct(StringComparer.Ordinal)];
        return places.Length == 0 ? string.Empty : $" at {string.Join(", ", places.Take(ShownSites))}{(places.Length > ShownSites ? $" and {places.Length - ShownSites} more" : string.Empty)}";
    }
}
