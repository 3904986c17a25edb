using Nginx502.Inspection;

namespace Nginx502.Diagnosis;

/// <summary>What has to be seen of a machine before it may be called healthy: that nothing was found says nothing where nobody looked.</summary>
internal static class Sight
{
    /// <summary>nginx itself.</summary>
    public const string Nginx = "nginx";

    /// <summary>What it says of errors.</summary>
    public const string ErrorLog = "nginx's error log";

    /// <summary>What was not seen of it, for a sentence; empty when enough was.</summary>
    public static IEnumerable<string> Missing(DiagnosisContext context)
    {
        GatewaySnapshot snapshot = context.Snapshot;
        if (snapshot.Configuration.Nginx.Length == 0)
        {
            yield return Nginx;
            yield break;
        }

        if (!context.Endpoints.Any(endpoint => endpoint.Answers))
        {
            yield return "an answer of php-fpm";
        }

        if (!snapshot.Logs.Any(log => log is { IsAccessLog: false, IsFpm: false, Presence: LogPresence.Readable, Hides: false }) || snapshot.NotSeen.Any(gap => gap.What == LogEvidence.OfErrorLogs))
        {
            yield return ErrorLog;
        }
    }
}
