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

    /// <summary>True when so many went well since that it is over.</summary>
    public bool IsOver => GoodSince > 0 && Math.Pow(1 - ((double)Failed / Math.Max(Tried, 1)), GoodSince) < Unlikely;

    /// <summary>Two together.</summary>
    public static RequestOutcome Join(RequestOutcome one, RequestOutcome other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new RequestOutcome(one.Failed + other.Failed, one.Tried + other.Tried, Math.Min(one.GoodSince, other.GoodSince));
    }
}
