using System.Diagnostics;
using System.Net;
using Nginx502.FastCgi;
using Nginx502.Inspection;

namespace Nginx502;

/// <summary>
/// Looks at endpoints as nginx's worker would find them: the file and the way to it, who listens, what waits, and a FastCGI round trip. Many are looked at
/// at once, and one that hangs holds none of the others. Changes nothing; each round trip takes a worker of the pool for a moment.
/// </summary>
public static class FpmSocketSurvey
{
    // Each takes a descriptor, and 1024 is what a process has by default.
    private const int MaximumAtOnce = 400;

    /// <summary>The endpoints that an nginx speaks FastCGI to, each once; those of all pools where there is no nginx.</summary>
    public static IReadOnlyList<FpmEndpoint> EndpointsInUse(IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm)
    {
        ArgumentNullException.ThrowIfNull(nginx);
        ArgumentNullException.ThrowIfNull(fpm);
        return nginx.Count > 0
            ? [.. nginx.SelectMany(EndpointsOf).Distinct()]
            : [.. fpm.SelectMany(reading => reading.Configuration.Pools).Select(pool => pool.Endpoint).OfType<FpmEndpoint>().Distinct()];
    }

    /// <summary>Looks at endpoints, and gives each as its exchange ends.</summary>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="nginx">The nginx whose workers' rights count.</param>
    /// <param name="fpm">The php-fpm whose pools are named.</param>
    /// <param name="options">How.</param>
    /// <param name="token">Ends it.</param>
    /// <exception cref="UserNotKnownException">There is no user as <see cref="FpmSocketOptions.AsUser"/> says.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IEnumerable<FpmSocketFacts> Look(
        IReadOnlyList<FpmEndpoint> endpoints, IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm, FpmSocketOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(nginx);
        ArgumentNullException.ThrowIfNull(fpm);
        ArgumentNullException.ThrowIfNull(options);
        return LookInTurn(endpoints, nginx, fpm, options, token);
    }

    private static IEnumerable<FpmSocketFacts> LookInTurn(
        IReadOnlyList<FpmEndpoint> endpoints, IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm, FpmSocketOptions options, CancellationToken token)
    {
        var clients = new List<(NginxReading? Reading, SocketClient Client)>();
        try
        {
            NginxReading?[] readings = nginx.Count > 0 ? [.. nginx] : [null];
            foreach (NginxReading? reading in readings)
            {
                clients.Add((reading, SocketClient.Of(reading, options.AsUser)));
            }

            HashSet<FpmEndpoint>[] used = [.. clients.Select(client => client.Reading is null || clients.Count == 1 ? [] : new HashSet<FpmEndpoint>(EndpointsOf(client.Reading)))];
            foreach (FpmEndpoint[] some in endpoints.Distinct().Chunk(MaximumAtOnce))
            {
                SocketSubject[] subjects = [.. some.Select(endpoint => SubjectOf(endpoint, clients, used))];
                foreach (FpmSocketFacts facts in LookAtSome(subjects, fpm, options.Timeout, token))
                {
                    yield return facts;
                }
            }
        }
        finally
        {
            foreach ((_, SocketClient client) in clients)
            {
                client.Dispose();
            }
        }
    }

    private static IEnumerable<FpmEndpoint> EndpointsOf(NginxReading reading) => reading.Configuration.Upstreams
        .Where(upstream => upstream.Protocol == UpstreamProtocol.FastCgi)
        .SelectMany(upstream => upstream.Servers.Where(server => !server.IsDown).Select(server => server.Endpoint).OfType<FpmEndpoint>());

    private static SocketSubject SubjectOf(FpmEndpoint endpoint, List<(NginxReading? Reading, SocketClient Client)> clients, HashSet<FpmEndpoint>[] used)
    {
        (NginxReading? reading, SocketClient client) = clients[Math.Max(0, Array.FindIndex(used, set => set.Contains(endpoint)))];
        return new SocketSubject(endpoint, client, reading);
    }

    private static IEnumerable<FpmSocketFacts> LookAtSome(SocketSubject[] subjects, IReadOnlyList<FpmReading> fpm, TimeSpan timeout, CancellationToken token)
    {
        var surroundings = new SocketSurroundings(fpm);
        foreach (SocketSubject subject in subjects.Where(subject => subject.Endpoint.IsUnixSocket))
        {
            token.ThrowIfCancellationRequested();
            subject.LookAtFile();
        }

        long begin = Stopwatch.GetTimestamp();
        surroundings.Resolve(subjects, timeout, token);
        surroundings.FindSockets(subjects);
        token.ThrowIfCancellationRequested();

        // What happened before the connections took no time of theirs but for the names.
        TimeSpan left = timeout - (subjects.Any(subject => subject.Endpoint.Host is { } host && !IPAddress.TryParse(host, out _)) ? Stopwatch.GetElapsedTime(begin) : TimeSpan.Zero);
        ExchangeWarmUp.Ensure();
        SocketConnections.Begin(subjects);
        (SocketSubject Subject, FastCgiTarget Target, string? Address, bool IsAsClient)[] exchanges =
            [.. subjects.SelectMany(subject => subject.Targets.Select(target => (subject, target.Target, target.Address, target.IsAsClient)))];
        var options = new FastCgiOptions { Timeout = left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1), MaximumBytes = ushort.MaxValue };
        (FastCgiTarget, EncodedRequest)[] requests = [.. exchanges.Select(exchange => (exchange.Target, EncodedRequest.ForLimits))];
        using var running = new BackgroundExchanges(requests, options, token);
        foreach (SocketSubject subject in subjects.Where(subject => subject.Targets.Count == 0))
        {
            yield return surroundings.Complete(subject);
        }

        foreach ((int index, FastCgiResponse response) in running.Responses())
        {
            (SocketSubject subject, _, string? address, bool isAsClient) = exchanges[index];
            subject.Attempts.Add(new FpmSocketAttempt(
                address,
                isAsClient,
                response.ConnectTime is not null,
                response.Failure?.ErrorNumber ?? 0,
                response.Failure,
                response.Duration));
            if (subject.Attempts.Count == subject.Targets.Count)
            {
                yield return surroundings.Complete(subject);
            }
        }
    }
}
