using Nginx502.Diagnosis;
using Nginx502.Recovery;

namespace Nginx502;

/// <summary>
/// Works out what makes nginx and a pool agree: where the pool listens, with the rights that nginx's worker needs, and what every upstream
/// that is meant for it hands over to. Nothing is written.
/// </summary>
public static class EndpointSync
{
    /// <summary>Works it out.</summary>
    public static EndpointSyncPlan Plan(EndpointSyncRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var context = new AlignmentContext(request.Gateway);
        FpmEndpoint? current = request.Pool.Endpoint;
        FpmEndpoint endpoint = request.Endpoint ?? EndpointChoice.For(request, context);
        if (EndpointChoice.Refuse(request, endpoint, context) is { } refusal)
        {
            return EndpointSyncPlan.Impossible(refusal);
        }

        var change = new GatewayChangeBuilder();
        FpmEditPlan pool = FpmPoolEditor.Plan(request.Fpm.Configuration, request.Pool, PoolValues.For(request, endpoint, context));
        if (pool.IsRefused)
        {
            return EndpointSyncPlan.Impossible([.. pool.BrokenRules.Select(rule => $"{rule.Message}. {rule.Advice}")]);
        }

        change.Add(request.Fpm, pool.Edits, pool.Changes);
        var upstreams = new List<NginxUpstream>();
        var problems = new List<string>();
        foreach (NginxReading reading in request.Nginx)
        {
            (NginxUpstream Upstream, FpmEndpoint? From)[] replaced =
            [
                .. reading.Configuration.Upstreams.SelectMany(upstream => UpstreamsOfPool.Addresses(upstream, request, context, current)
                    .Where(from => !from.Equals(endpoint))
                    .Select(from => (upstream, (FpmEndpoint?)from))),
            ];
            NginxEdit edit = new NginxUpstreamEditor(reading.Configuration).ReplaceAddresses(replaced, endpoint);
            upstreams.AddRange(replaced.Select(one => one.Upstream));
            problems.AddRange(edit.Problems.Select(problem => problem.ToString()));
            change.Add(reading, edit.Edits, edit.Changes);
        }

        return problems.Count > 0
            ? EndpointSyncPlan.Impossible(problems)
            : new EndpointSyncPlan(endpoint, change, [.. upstreams.Distinct()], Warnings(request, endpoint), []);
    }

    private static IReadOnlyList<string> Warnings(EndpointSyncRequest request, FpmEndpoint endpoint)
    {
        if (endpoint.IsUnixSocket)
        {
            return [];
        }

        string exposed = $"Over TCP every user of this machine can run code as {request.Pool.User ?? "the pool's user"}, by connecting to {endpoint}. A unix socket keeps others out.";
        bool isTaken = !endpoint.Equals(request.Pool.Endpoint) && request.Gateway.ListeningPorts.Contains(endpoint.Port);
        return isTaken ? [exposed, $"A program listens on port {endpoint.Port} already. If it is another one than this php-fpm, php-fpm cannot start with it."] : [exposed];
    }
}
