using Nginx502.FastCgi;
using Nginx502.Inspection;

namespace Nginx502;

/// <summary>
/// Finds out how pools are: asks all of them for their status pages at the same time, and looks at what the kernel knows of each. Starts nothing and
/// changes nothing; a page takes a free worker for a moment.
/// </summary>
public static class FpmStatusCollector
{
    /// <summary>How pools are, each as soon as it is known.</summary>
    /// <param name="pools">The pools, each with the reading that it is of.</param>
    /// <param name="endpoints">Further endpoints, of which no pool is known.</param>
    /// <param name="options">How they are asked.</param>
    /// <param name="token">Gives it up.</param>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static IEnumerable<FpmPoolStatus> Collect(
        IReadOnlyList<(FpmReading Reading, FpmPool Pool)> pools, IReadOnlyList<FpmEndpoint> endpoints, FpmStatusOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(pools);
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(options);
        return CollectInTurn(
            [.. pools.Select(chosen => StatusSubject.Of(chosen.Pool, chosen.Reading.Instance)), .. endpoints.Select(endpoint => new StatusSubject(endpoint, null, null, options.StatusPath))],
            options,
            token);
    }

    private static IEnumerable<FpmPoolStatus> CollectInTurn(StatusSubject[] subjects, FpmStatusOptions options, CancellationToken token)
    {
        using var round = new StatusRound();
        PoolLook[] looks = [.. subjects.Select(round.Begin)];

        // Those that are not asked are known as soon as they were looked at long enough; the others as their pages come.
        foreach (PoolLook look in looks.Where(look => look.Target is null))
        {
            yield return PoolStatusBuilder.Build(look.Finish(null, options.Interval, token), options.IsFull);
        }

        PoolLook[] asked = [.. looks.Where(look => look.Target is not null)];
        (FastCgiTarget, EncodedRequest)[] requests =
            [.. asked.Select(look => (look.Target!, EncodedRequest.Encode(FpmStatusQuery.Request(look.Subject.StatusPath!, options.IsFull))))];
        foreach ((int index, FastCgiResponse response) in FastCgiClient.SendAll(requests, new FastCgiOptions { Timeout = options.Timeout }, token))
        {
            PoolLook look = asked[index];
            yield return PoolStatusBuilder.Build(look.Finish(FpmStatusQuery.Read(response, look.Subject.Pool), options.Interval, token), options.IsFull);
        }
    }
}
