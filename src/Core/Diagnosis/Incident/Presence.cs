namespace Nginx502.Diagnosis;

/// <summary>
/// Tells whether what a log shows goes on. A log knows the past alone: it goes on while its lines come as often as they did, and ends when the program whose
/// configuration caused it loads another one.
/// </summary>
internal static class Presence
{
    private const int Patience = 3;

    // What came once may come again within that time; what came often would have come again within the lesser.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(20);

    // Where others were served since, somebody came, and would have met it.
    private static readonly TimeSpan LeastOfServed = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(2);

    // What comes every ten minutes for hours has a rhythm; of fewer lines nobody can tell one.
    private static readonly TimeSpan MostOfSeldom = TimeSpan.FromHours(2);
    private const int Rhythm = 4;

    /// <summary>True while it goes on.</summary>
    /// <param name="now">When it was looked at.</param>
    /// <param name="first">The first, local time.</param>
    /// <param name="last">The last, local time.</param>
    /// <param name="count">How many.</param>
    /// <param name="loadedAt">When the program that can end it by loading another configuration did so last; null when that is not known.</param>
    /// <param name="isUntried">True when nobody got a good answer from the same addresses since: what comes seldom is not over for that.</param>
    /// <param name="isServed">True when the same addresses were served several times since: whether it goes on is not asked of nobody.</param>
    public static bool GoesOn(DateTime now, DateTime? first, DateTime? last, long count, DateTime? loadedAt, bool isUntried = false, bool isServed = false)
    {
        // Logs count whole seconds: what was said in the second of the load may have been said after it.
        if (last is not { } end || (loadedAt is { } loaded && end + TimeSpan.FromSeconds(1) <= loaded))
        {
            return false;
        }

        TimeSpan usual = count > 1 && first is { } begin ? (end - begin) / (count - 1) * Patience : Most;
        TimeSpan most = isUntried && count >= Rhythm ? MostOfSeldom : Most;
        TimeSpan least = isServed ? LeastOfServed : Least;
        TimeSpan limit = usual < least ? least : usual > most ? most : usual;
        return now - end <= limit;
    }
}
