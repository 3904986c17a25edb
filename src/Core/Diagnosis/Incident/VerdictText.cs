using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>The answer in a line: who is hurt, how much, since when.</summary>
internal static class VerdictText
{
    /// <summary>It.</summary>
    public static string Of(GatewaySnapshot snapshot, IReadOnlyList<Finding> findings, IReadOnlyList<SiteImpact> impact)
    {
        Finding? first = findings.Count > 0 ? findings[0] : null;
        if (first is { IsPresent: true, Severity: Severity.Warning })
        {
            return $"{Who(snapshot, first)}: works now, and will hurt: {first.Title}.";
        }

        if (first is not { IsPresent: true, Severity: >= Severity.Error })
        {
            Finding? over = findings.FirstOrDefault(finding => !finding.IsPresent && finding.ErrorCount > 0);
            return over is null
                ? "Healthy: nginx reaches php-fpm, and no errors were found."
                : $"Healthy now: {over.Title}, {Count(over.ErrorCount)} errors, the last {Ago(snapshot, over.Last)}.";
        }

        SiteImpact? hurt = impact.FirstOrDefault(found => found.Status == (first.Status ?? 502) && (found.Servers.Length == 0 || found.Servers.All(first.Servers.Contains)));
        string share = hurt is { Failed: > 0 }
            ? string.Create(CultureInfo.InvariantCulture, $"{hurt.Share:P0} {hurt.Status} ({hurt.Failed:N0} of {hurt.Total:N0}) since {hurt.First:HH:mm:ss}, last {Ago(snapshot, hurt.Last)}")
            : first.ErrorCount > 0 ? $"{Count(first.ErrorCount)} errors since {first.First:HH:mm:ss}, last {Ago(snapshot, first.Last)}"
            : "no visitor came yet; the next gets an error";
        string others = impact.Any(found => found.Servers.Length > 0) && Fine(snapshot, impact) ? "; other sites fine" : string.Empty;
        return $"{Who(snapshot, first)}: {share}{others}: {first.Title}.";
    }

    private static string Who(GatewaySnapshot snapshot, Finding finding) =>
        finding.Servers.Length > 0 ? string.Join(", ", finding.Servers.Take(3)) : finding.Endpoint?.ToString() ?? snapshot.ComputerName;

    // One that gets good answers and no failure, of those that can be told apart.
    private static bool Fine(GatewaySnapshot snapshot, IReadOnlyList<SiteImpact> impact)
    {
        string[] hurt = [.. impact.SelectMany(found => found.Servers)];
        string[] all = [.. snapshot.Answers.SelectMany(answer => answer.Site is { } site ? [site] : answer.Servers).Distinct()];
        return all.Length > 1 && all.Except(hurt).Any();
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
