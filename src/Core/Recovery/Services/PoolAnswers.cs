namespace Nginx502.Recovery;

/// <summary>Waits until the pools of a php-fpm answer: a round trip each, since a master that runs proves nothing.</summary>
internal static class PoolAnswers
{
    private static readonly TimeSpan PatienceAfterStart = TimeSpan.FromSeconds(20);

    // A reload takes the sockets along, with all who wait at them: a pool that was full may be full at once again.
    private static readonly TimeSpan PatienceAfterReload = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);
    private static readonly FpmSocketOptions Options = new() { Timeout = TimeSpan.FromSeconds(2) };

    /// <summary>The pools that do not answer after php-fpm was started, a sentence; null when all do.</summary>
    public static string? AwaitStarted(FpmReading reading, CancellationToken cancellationToken) => Await(reading, [], PatienceAfterStart, cancellationToken);

    /// <summary>The pools that do not answer after a reload, a sentence; null when all do.</summary>
    /// <param name="reading">The php-fpm.</param>
    /// <param name="unreached">The addresses that led nowhere before: a reload does not mend them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static string? AwaitReloaded(FpmReading reading, IReadOnlyCollection<string> unreached, CancellationToken cancellationToken) => Await(reading, unreached, PatienceAfterReload, cancellationToken);

    private static string? Await(FpmReading reading, IReadOnlyCollection<string> unreached, TimeSpan patience, CancellationToken cancellationToken)
    {
        FpmEndpoint[] waiting = [.. StagedReading.Of(reading, []).Configuration.Pools.Where(LetsUsAsk).Select(pool => pool.Endpoint).OfType<FpmEndpoint>().Distinct().Where(endpoint => !unreached.Contains(endpoint.ToString()))];
        bool answer = Wait.Until(
            () =>
            {
                waiting = [.. FpmSocketSurvey.Look(waiting, [], [reading], Options, cancellationToken).Select(FpmSocketJudgement.Judge).Where(result => !result.Passed).Select(result => result.Endpoint)];
                return waiting.Length == 0;
            },
            patience,
            Pause,
            cancellationToken);
        return answer ? null : $"{string.Join(", ", waiting.Select(endpoint => endpoint.ToString()))} did not answer within {patience.TotalSeconds:0} s.";
    }

    // Whom listen.allowed_clients leaves out is turned away without an answer: that proves nothing of the pool.
    private static bool LetsUsAsk(FpmPool pool) => pool is not { Endpoint.IsUnixSocket: false, ListenAllowedClients.Length: > 0 }
        || pool.ListenAllowedClients.Contains(pool.Endpoint.Host is null or "0.0.0.0" or "localhost" ? "127.0.0.1" : pool.Endpoint.Host.Trim('[', ']'));
}
