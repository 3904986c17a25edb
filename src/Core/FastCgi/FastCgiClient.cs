using Nginx502.FastCgi;

namespace Nginx502;

/// <summary>
/// Asks FastCGI applications, as nginx does, without nginx. Everything is done on the calling thread, hundreds of endpoints at
/// a time if need be. What goes wrong is in the result; nothing is thrown for it.
/// </summary>
public static class FastCgiClient
{
    // Each takes a descriptor, and 1024 is what a process has by default.
    private const int MaximumAtOnce = 500;

    /// <summary>Sends one request and waits for its response.</summary>
    /// <param name="endpoint">Where to.</param>
    /// <param name="request">The request.</param>
    /// <param name="options">How long it may take, and how much may come; <see cref="FastCgiOptions.Default"/> when null.</param>
    /// <param name="token">Gives it up.</param>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static FastCgiResponse Send(FpmEndpoint endpoint, FastCgiRequest request, FastCgiOptions? options = null, CancellationToken token = default) =>
        Send(FastCgiTarget.Of(endpoint), EncodedRequest.Encode(request), options, token);

    /// <summary>Sends one encoded request and waits for its response.</summary>
    /// <inheritdoc cref="Send(FpmEndpoint, FastCgiRequest, FastCgiOptions?, CancellationToken)"/>
    /// <param name="target">Where to.</param>
    /// <param name="request">The request.</param>
    /// <param name="options">How long it may take, and how much may come.</param>
    /// <param name="token">Gives it up.</param>
    public static FastCgiResponse Send(FastCgiTarget target, EncodedRequest request, FastCgiOptions? options = null, CancellationToken token = default)
    {
        using ExchangeLoop loop = new();
        using FastCgiExchange exchange = new(target);
        loop.Start(exchange, request, options ?? FastCgiOptions.Default);
        loop.Next(token);
        return exchange.ToResponse();
    }

    /// <summary>
    /// Sends requests to many endpoints at the same time, each with its own time. They go out in groups of 500 at most, the
    /// next as soon as one has ended.
    /// </summary>
    /// <param name="requests">Where to, and what.</param>
    /// <param name="options">How long each may take, and how much may come of it.</param>
    /// <param name="token">Gives all up.</param>
    /// <returns>The responses as they come, each with the index of its request.</returns>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static IEnumerable<(int Index, FastCgiResponse Response)> SendAll(
        IReadOnlyList<(FastCgiTarget Target, EncodedRequest Request)> requests, FastCgiOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return SendInTurn(requests, options ?? FastCgiOptions.Default, token);
    }

    private static IEnumerable<(int Index, FastCgiResponse Response)> SendInTurn(
        IReadOnlyList<(FastCgiTarget Target, EncodedRequest Request)> requests, FastCgiOptions options, CancellationToken token)
    {
        using ExchangeLoop loop = new();
        Dictionary<FastCgiExchange, int> indexes = [];
        int next = 0;
        while (true)
        {
            for (; next < requests.Count && loop.Count < MaximumAtOnce; next++)
            {
                FastCgiExchange exchange = new(requests[next].Target);
                indexes.Add(exchange, next);
                loop.Start(exchange, requests[next].Request, options);
            }

            if (loop.Next(token) is not { } ended)
            {
                yield break;
            }

            indexes.Remove(ended, out int index);
            FastCgiResponse response = ended.ToResponse();
            ended.Dispose();
            yield return (index, response);
        }
    }
}
