using Nginx502.FastCgi;

namespace Nginx502;

/// <summary>Asks pools for their status page, over FastCGI as nginx would, but without nginx.</summary>
public static class FpmStatusQuery
{
    private const int NotFound = 404;
    private const int Forbidden = 403;
    private const int ServerError = 500;

    /// <summary>The request for a status page.</summary>
    /// <param name="statusPath">The pool's pm.status_path.</param>
    /// <param name="isFull">True to be told of each worker too.</param>
    public static FastCgiRequest Request(string statusPath, bool isFull = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(statusPath);

        // php-fpm finds the page by SCRIPT_NAME, but only when there is a SCRIPT_FILENAME.
        return new FastCgiRequest(statusPath) { ScriptName = statusPath, QueryString = isFull ? "json&full" : "json" };
    }

    /// <summary>Asks an endpoint.</summary>
    /// <param name="endpoint">Where: the pool's listen, or its pm.status_listen.</param>
    /// <param name="statusPath">The pool's pm.status_path.</param>
    /// <param name="isFull">True to be told of each worker too.</param>
    /// <param name="options">How long it may take.</param>
    /// <param name="token">Gives it up.</param>
    public static FpmStatusResult Ask(
        FpmEndpoint endpoint, string statusPath, bool isFull = false, FastCgiOptions? options = null, CancellationToken token = default) =>
        Read(FastCgiClient.Send(endpoint, Request(statusPath, isFull), options, token));

    /// <summary>
    /// Asks pools at the same time, each where it answers best: at pm.status_listen where that is set, which works when all
    /// workers are busy. A pool without a status path, or without an address, is not asked, and has no result.
    /// </summary>
    /// <param name="pools">The pools.</param>
    /// <param name="isFull">True to be told of each worker too.</param>
    /// <param name="options">How long each may take.</param>
    /// <param name="token">Gives it up.</param>
    /// <returns>The results as they come, each with its pool.</returns>
    public static IEnumerable<(FpmPool Pool, FpmStatusResult Result)> Ask(
        IEnumerable<FpmPool> pools, bool isFull = false, FastCgiOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(pools);
        List<FpmPool> asked = [];
        List<(FastCgiTarget, EncodedRequest)> requests = [];
        foreach (FpmPool pool in pools)
        {
            if (EndpointOf(pool) is { } endpoint && pool.StatusPath is { Length: > 0 } path)
            {
                asked.Add(pool);
                requests.Add((FastCgiTarget.Of(endpoint), EncodedRequest.Encode(Request(path, isFull))));
            }
        }

        return FastCgiClient.SendAll(requests, options, token).Select(sent => (asked[sent.Index], Read(sent.Response, asked[sent.Index])));
    }

    /// <summary>Where a pool's status page is asked for: its pm.status_listen, else its listen; null when it has neither as an address.</summary>
    public static FpmEndpoint? EndpointOf(FpmPool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return FpmEndpoint.TryParse(pool.StatusListen, out FpmEndpoint? own) ? own : pool.Endpoint;
    }

    /// <summary>Reads the answer to such a request.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="pool">The pool that was asked; null when it is not known.</param>
    public static FpmStatusResult Read(FastCgiResponse response, FpmPool? pool = null)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (response.Failure is { } failure)
        {
            bool isBusy = failure.Kind is FastCgiFailureKind.QueueFull or FastCgiFailureKind.TimedOut && string.IsNullOrEmpty(pool?.StatusListen);
            return Failed(FpmStatusProblem.NoAnswer, failure.Message, isBusy ? [StatusRemedies.SetListen(pool)] : []);
        }

        if (response.Status is NotFound or Forbidden)
        {
            // 403 where cgi.fix_pathinfo is off: then the path counts as a script with a wrong ending.
            return Failed(FpmStatusProblem.NotConfigured, "The pool has no status page at that path.", [StatusRemedies.SetPath(pool)]);
        }

        if (response.Status >= ServerError)
        {
            return Failed(FpmStatusProblem.NotAvailable, $"php-fpm cannot give its status page now: {response.Status} {response.Reason}".TrimEnd() + ".", []);
        }

        return StatusPage.Read(response.BodyBytes.Span, DateTime.Now, response.Endpoint, pool?.ConfigurationPath) is { } status
            ? new FpmStatusResult(response) { Status = status }
            : Failed(FpmStatusProblem.NotAStatusPage, "What answers there is not php-fpm's status page.", []);

        FpmStatusResult Failed(FpmStatusProblem problem, string message, Remedy[] remedies) =>
            new(response) { Problem = problem, Message = message, Remedies = remedies };
    }
}
