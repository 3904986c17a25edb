using System.Globalization;
using System.Net;
using Nginx502.Logs;

namespace Nginx502.Diagnosis;

/// <summary>The failing upstream is no php-fpm: an application behind proxy_pass, uwsgi_pass or the like.</summary>
internal sealed class ApplicationUpstreamRule : IDiagnosisRule
{
    // An answer that came and is not liked, or that came too late, is of an application that runs.
    private static readonly Symptom[] Unreached =
    [
        Symptom.SocketMissing, Symptom.ConnectionRefused, Symptom.PermissionDenied, Symptom.SocketWrongType, Symptom.SocketPathInvalid, Symptom.BacklogFull, Symptom.ConnectTimedOut,
        Symptom.HostUnreachable, Symptom.NetworkUnreachable, Symptom.ConnectionFailed, Symptom.ConnectionReset, Symptom.ConnectionClosedEarly, Symptom.ConnectionClosedWhileSending,
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(DiagnosisContext context)
    {
        ErrorEvidence[] foreign = [.. context.Snapshot.Errors.Where(error => error is { AttemptStatus: not null, Endpoint: null, Upstream: not null } && Unreached.Contains(error.Symptom) && !SeemsLost(error) && !LeadsToPool(context, error))];
        foreach (IGrouping<string, ErrorEvidence> group in foreign.GroupBy(error => UpstreamText.Place(error.Upstream!)))
        {
            ErrorEvidence[] errors = [.. group];
            int? port = group.Key.Split(':') is [.., var last] && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
            bool isLocal = group.Key.StartsWith("127.", StringComparison.Ordinal) || group.Key.StartsWith("[::1]", StringComparison.Ordinal);
            bool? listens = isLocal && port is { } known && context.Snapshot.Configuration.ListeningPorts.Length > 0 ? context.Snapshot.Configuration.ListeningPorts.Contains(known) : null;
            yield return FindingText.WithErrors(
                new Finding
                {
                    Cause = Cause.ApplicationUpstreamDown,
                    Severity = Severity.Error,
                    Confidence = listens == false ? Confidence.Certain : Confidence.Likely,
                    ConfidenceReason = listens == false ? "Nobody listens on that port of this machine." : "nginx says what failed; the application itself is not known here.",
                    IsPresent = listens == false ? IsNamed(context, group.Key) : context.GoesOn(errors, context.NginxLoadedAt),
                    Endpoint = UpstreamText.Endpoint(group.Key),
                    Status = errors.MaxBy(error => error.Count)!.AttemptStatus,
                    Explanation = $"{group.Key} is no php-fpm but an application of its own, {(listens == false ? "and nobody listens there" : "and it fails")}: {SymptomMeanings.Of(errors.MaxBy(error => error.Count)!.Symptom)}",
                    Evidence = listens == false ? [new FindingEvidence("kernel", $"nobody listens on port {port} of this machine", Time: context.Snapshot.Configuration.Time)] : [],
                    Remedies = [Look(context, errors, group.Key, port)],
                },
                errors);
        }
    }

    // What listens is seen on the machine of the application; from here only the way to it.
    private static Remedy Look(DiagnosisContext context, ErrorEvidence[] errors, string place, int? port)
    {
        const string service = "Look at the service of that application: whether it runs, and what its own log says.";
        string host = place[..Math.Max(0, place.LastIndexOf(':'))].Trim('[', ']');
        return !IPAddress.TryParse(host, out IPAddress? address) || IPAddress.IsLoopback(address) || context.Snapshot.Configuration.LocalAddresses.Contains(host)
            ? new Remedy(service, port is { } number ? $"ss -ltnp 'sport = :{number}'" : null)
            : errors.Any(error => error.Symptom is Symptom.HostUnreachable or Symptom.NetworkUnreachable)
                ? new Remedy("See which way leads to that machine, and whether it is up.", $"ip route get {address}")
                : new Remedy("On that machine: " + char.ToLowerInvariant(service[0]) + service[1..]);
    }

    // proxy_pass to the port of a pool is a trouble of its own, which is told by the pool.
    private static bool SeemsLost(ErrorEvidence error) => error.Upstream!.StartsWith("fastcgi://", StringComparison.Ordinal);

    private static bool LeadsToPool(DiagnosisContext context, ErrorEvidence error) => UpstreamText.Endpoint(error.Upstream) is { } endpoint
        && context.Snapshot.Configuration.Pools.Any(pool => endpoint.Equals(pool.Endpoint));

    // Where nothing names it any more, it is nginx's no longer.
    private static bool IsNamed(DiagnosisContext context, string place) => context.Snapshot.Configuration.Upstreams.Length == 0
        || context.Snapshot.Configuration.Upstreams.Any(upstream => upstream.IsDynamic || upstream.Upstream.Contains(place, StringComparison.Ordinal) || upstream.Servers.Any(server => server.Address.Contains(place, StringComparison.Ordinal)));
}
