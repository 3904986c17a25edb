using System.Diagnostics;
using Nginx502.Inspection;

namespace Nginx502.Recovery;

/// <summary>
/// Looks whether visitors are served: a FastCGI round trip to every endpoint as nginx's worker, and a request to each site from this machine. What a good static page
/// hides from visitors of one site, the round trip shows.
/// </summary>
/// <param name="target">Which nginx and php-fpm are meant.</param>
/// <param name="sites">The sites.</param>
internal sealed class RecoveryProber(GatewayTarget target, IReadOnlyList<Uri> sites)
{
    private const int BadGateway = 502;
    private const int Unavailable = 503;
    private const int GatewayTimeout = 504;

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SiteTimeout = TimeSpan.FromSeconds(5);

    /// <summary>What it found of nginx and php-fpm the last time.</summary>
    public (IReadOnlyList<NginxReading> Nginx, IReadOnlyList<FpmReading> Fpm) Readings { get; private set; } = ([], []);

    /// <summary>Looks once; empty when there is nothing to look at.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public RecoveryProbe[] Look(CancellationToken cancellationToken)
    {
        IReadOnlyList<NginxReading> nginx = GatewayReader.ReadNginx(target).Readings;
        IReadOnlyList<FpmReading> fpm = GatewayReader.ReadFpm(target).Readings;
        Readings = (nginx, fpm);
        Task<RecoveryProbe[]> ofSites = Task.Run(() => sites.Select(site => OfSite(site, nginx, cancellationToken)).ToArray(), cancellationToken);
        RecoveryProbe[] ofEndpoints =
        [
            .. FpmSocketSurvey.Look(FpmSocketSurvey.EndpointsInUse(nginx, fpm), nginx, fpm, new FpmSocketOptions { Timeout = AnswerTimeout }, cancellationToken)
                .Select(facts => OfEndpoint(FpmSocketJudgement.Judge(facts))).OrderBy(probe => probe.Target, StringComparer.Ordinal),
        ];
        return [.. nginx.Select(OfNginx).OfType<RecoveryProbe>(), .. ofEndpoints, .. ofSites.GetAwaiter().GetResult()];
    }

    private static RecoveryProbe OfEndpoint(FpmSocketTestResult result) => result is { Passed: true, Facts.Listener.IsMasterGone: true }
        ? new(result.Endpoint.ToString(), Passed: false, "answers, and its master is gone: nobody replaces a worker that ends", result.Time, result.Latency ?? TimeSpan.Zero) { IsMasterGone = true }
        : new(
            result.Endpoint.ToString(),
            result.Passed,
            result.Passed ? "answers" : $"{result.FailedRung?.ToString() ?? "not seen to the end"}: {result.Explanation ?? result.NotSeen.FirstOrDefault()?.ToString() ?? "no answer"}",
            result.Time,
            result.Latency ?? TimeSpan.Zero)
        { IsUnseen = result is { Passed: false, FailedRung: null } };

    // One that is installed and does not run, or stands still, serves nobody; that it is not found at all is another question.
    private static RecoveryProbe? OfNginx(NginxReading reading)
    {
        bool isMasterGone = reading.Instance is { IsOurs: true, Master: null } && NginxMasters.OfThisMachine.Orphans().Any(worker => worker.State != 'T' && (reading.Instance.ExecutablePath is not { } program || worker.ExecutablePath == program));
        string? problem = reading.Instance switch
        {
            { IsOurs: false } => null,
            { Master: null } => isMasterGone ? "its master is gone, and its workers go on: no change of the configuration reaches them" : "does not run",
            { Master.Workers: { Count: > 0 } workers } when workers.All(worker => worker.State == 'T') => "stands still: all its workers are stopped",
            _ => null,
        };
        return problem is null ? null : new RecoveryProbe($"nginx ({SafeText.Escape(reading.Configuration.Path)})", Passed: false, problem, DateTime.Now, TimeSpan.Zero) { IsNginx = true, IsMasterGone = isMasterGone };
    }

    private static RecoveryProbe OfSite(Uri site, IReadOnlyList<NginxReading> nginx, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        var gaps = new SnapshotGaps();
        if (SiteProber.Probe(nginx, site, gaps, SiteTimeout, cancellationToken) is not { } probe)
        {
            // What only a balancer may ask is not asked from here; the endpoints behind it are.
            return new RecoveryProbe(SafeText.Escape(site.GetLeftPart(UriPartial.Path)), Passed: true, $"not asked: {gaps.All.FirstOrDefault()}", DateTime.Now, TimeSpan.Zero) { IsSite = true };
        }

        bool passed = probe.Status is not (null or BadGateway or Unavailable or GatewayTimeout);
        string detail = probe.Status is { } status
            ? $"{status}{(status is >= 300 and < 400 ? ", which tells nothing of PHP: name the address that it leads to" : string.Empty)}"
            : probe.Problem ?? "no answer";
        detail = probe.Status is not null && SiteNames.Unserved(nginx, [site]).Count > 0 ? $"{detail}, of the default server: no server of nginx has that name" : detail;
        return new RecoveryProbe(probe.Uri, passed, detail, probe.Time, Stopwatch.GetElapsedTime(start)) { Status = probe.Status, IsSite = true };
    }
}
