namespace Nginx502.Load;

/// <summary>The steps by which load rises while its limit is looked for: each at most half again as much as the one before, so that little is overshot.</summary>
internal static class LoadLadder
{
    private const int LowestRatePart = 64;
    private const double Growth = 1.5;

    /// <summary>1, 2, 3, 4, 6, 8, 12, 16 and so on, and the highest at the end.</summary>
    /// <param name="highest">The highest, 1 or more.</param>
    public static IReadOnlyList<int> Concurrencies(int highest)
    {
        var steps = new List<int>();
        for (int power = 1; power < highest; power *= 2)
        {
            steps.Add(power);
            if (power > 1 && power * 3 / 2 < highest)
            {
                steps.Add(power * 3 / 2);
            }
        }

        return [.. steps, highest];
    }

    /// <summary>From a small part of the highest, each half again as much, and the highest at the end.</summary>
    /// <param name="highest">The highest, requests a second.</param>
    public static IReadOnlyList<double> Rates(double highest)
    {
        var steps = new List<double>();
        for (double rate = highest / LowestRatePart; rate < highest; rate *= Growth)
        {
            steps.Add(Math.Round(rate, rate < 10 ? 2 : 0));
        }

        return [.. steps.Where(step => step > 0 && step < highest).Distinct(), highest];
    }
}
