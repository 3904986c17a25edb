namespace Nginx502.Recovery;

/// <summary>Waits until the pools of a php-fpm answer: a round trip each, since a master that runs proves nothing.</summary>
internal static class PoolAnswers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);
    private static readonly FpmSocketOptions Options = new() { Timeout = TimeSpan.FromSeconds(2) };

    /// <summary>The pools that do not answer, a sentence; null when all do.</summary>
    public static string? Await(FpmReading reading, CancellationToken cancellationToken)
    {
        FpmEndpoint[] waiting = [.. StagedReading.Of(reading, []).Configuration.Pools.Select(pool => pool.Endpoint).OfType<FpmEndpoint>().Distinct()];
        bool answer = Wait.Until(
            () =>
            {
                waiting = [.. FpmSocketSurvey.Look(waiting, [], [reading], Options, cancellationToken).Select(FpmSocketJudgement.Judge).Where(result => !result.Passed).Select(result => result.Endpoint)];
                return waiting.Length == 0;
            },
            Patience,
            Pause,
            cancellationToken);
        return answer ? null : $"{string.Join(", ", waiting.Select(endpoint => endpoint.ToString()))} did not answer within {Patience.TotalSeconds:0} s.";
    }
}
