namespace Nginx502;

/// <summary>
/// What became of requests like those that failed: by it, a trouble that goes on is told from one that was mended, and one that strikes now and then from one
/// that strikes always.
/// </summary>
/// <param name="Failed">How many failed.</param>
/// <param name="Tried">How many there were from the first that failed to the last that did.</param>
/// <param name="GoodSince">How many went well since the last that failed.</param>
public sealed record RequestOutcome(long Failed, long Tried, long GoodSince)
{
    // So seldom would it be chance alone.
    private const double Unlikely = 0.05;

    /// <summary>True where a log does not tell of which of several sites a request was: what went well since may be all another's.</summary>
    public bool IsShared { get; init; }

    /// <summary>True when nobody got a good answer since from the address that failed last: what goes well elsewhere says nothing of it.</summary>
    public bool IsLastUntried { get; init; }

    /// <summary>True when so many went well since that it is over.</summary>
    public bool IsOver => !IsShared && GoodSince > 0 && Math.Pow(1 - ((double)Failed / Math.Max(Tried, 1)), GoodSince) < Unlikely;

    /// <summary>Several together; null for none. Those that nobody asked for again count for nothing, as long as they are the lesser part of what failed.</summary>
    public static RequestOutcome? Join(IReadOnlyList<RequestOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        RequestOutcome[] asked = [.. outcomes.Where(outcome => outcome.GoodSince > 0)];
        long failed = outcomes.Sum(outcome => outcome.Failed);
        bool isOver = asked.Length > 0 && asked.All(outcome => outcome.IsOver) && asked.Sum(outcome => outcome.Failed) * 2 >= failed;
        RequestOutcome[] telling = isOver ? asked : [.. outcomes];
        return outcomes.Count == 0
            ? null
            : new RequestOutcome(telling.Sum(outcome => outcome.Failed), telling.Sum(outcome => outcome.Tried), isOver ? telling.Sum(outcome => outcome.GoodSince) : telling.Min(outcome => outcome.GoodSince))
            {
                IsShared = telling.Any(outcome => outcome.IsShared),
                IsLastUntried = outcomes.Any(outcome => outcome.IsLastUntried),
            };
    }
}
