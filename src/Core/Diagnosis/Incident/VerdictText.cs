using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>The answer in a line: who is hurt, how much, since when.</summary>
internal static class VerdictText
{
    /// <summary>It.</summary>
    public static string Of(GatewaySnapshot snapshot, IReadOnlyList<Finding> findings, IReadOnlyList<SiteImpact> impact)
    {
        Finding? first = findings.Count > 0 ? findings[0] : null;
        if (first is not { IsPresent: true, Severity: >= Severity.Error })
        {
            return first is null || first.ErrorCount == 0
                ? "Healthy: nginx reaches php-fpm, and no errors were found."
                : $"Healthy now: {first.Title}, {Count(first.ErrorCount)} errors, the last {Ago(snapshot, first.Last)}.";
        }

        string who = first.Servers.Length > 0 ? string.Join(", ", first.Servers.Take(3)) : first.Endpoint?.ToString() ?? snapshot.ComputerName;
        SiteImpact? hurt = impact.FirstOrDefault(found => found.Status == (first.Status ?? 502) && (found.Servers.Length == 0 || found.Servers.Intersect(first.Servers).Any()));
        string share = hurt is { Failed: > 0 }
            ? string.Create(CultureInfo.InvariantCulture, $"{hurt.Share:P0} {hurt.Status} ({hurt.Failed:N0} of {hurt.Total:N0}) since {hurt.First:HH:mm:ss}, last {Ago(snapshot, hurt.Last)}")
            : first.ErrorCount > 0 ? $"{Count(first.ErrorCount)} errors since {first.First:HH:mm:ss}, last {Ago(snapshot, first.Last)}"
            : "no visitor came yet; the next gets an error";
        return $"{who}: {share}: {first.Title}.";
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Ago(GatewaySnapshot snapshot, DateTime? time)
    {
        if (time is not { } moment)
        {
            return "at an unknown time";
        }

        TimeSpan past = snapshot.Time - moment;
        return past.TotalSeconds < 100 ? $"{Math.Max(0, (int)past.TotalSeconds)} s ago"
            : past.TotalMinutes < 100 ? $"{(int)past.TotalMinutes} min ago"
            : $"at {moment:MM-dd HH:mm}";
    }
}
