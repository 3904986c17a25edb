namespace Nginx502.Reporting;

/// <summary>
/// Errors of nginx over time, by symptom: few enough to be drawn and to be read as a table, however many errors there were.
/// </summary>
/// <param name="Start">The beginning of the first bin, local time.</param>
/// <param name="Width">How long each bin is.</param>
/// <param name="Symptoms">The symptoms, the most frequent first; the last may stand for all rarer ones and has no name then.</param>
/// <param name="Counts">The errors of each symptom in each bin.</param>
/// <param name="IsEstimated">True where only the beginning, the end and the number of each burst are known: they are spread evenly then.</param>
internal sealed record ErrorSeries(DateTime Start, TimeSpan Width, Symptom?[] Symptoms, double[][] Counts, bool IsEstimated)
{
    /// <summary>The most bins.</summary>
    public const int MostBins = 150;

    private const int NamedSymptoms = 6;
    private const int MarginBins = 4;

    private static readonly TimeSpan[] Widths =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(30), TimeSpan.FromDays(365),
    ];

    /// <summary>When the first of them came, local time, as exactly as is known.</summary>
    public DateTime First { get; private init; }

    /// <summary>When the last of them had come.</summary>
    public DateTime Last { get; private init; }

    /// <summary>How many bins there are.</summary>
    public int Length => Counts.Length == 0 ? 0 : Counts[0].Length;

    /// <summary>The end of the last bin.</summary>
    public DateTime End => Start + (Width * Length);

    /// <summary>The errors of a snapshot; null when there are none, or nothing tells when they were.</summary>
    public static ErrorSeries? Of(GatewaySnapshot snapshot)
    {
        (Symptom Symptom, DateTime From, DateTime To, double Count)[] pieces =
            [.. snapshot.Errors.Where(group => group.Symptom < Symptom.ScriptNotFound).SelectMany(group => group.Buckets.Select(bucket => (group.Symptom, bucket.Start, EndOf(bucket, group.BucketInterval), (double)bucket.Count)))];
        bool isEstimated = pieces.Length == 0;
        if (isEstimated)
        {
            pieces = [.. (snapshot.Timeline?.Events ?? []).Where(found => found.Symptom is not null).Select(found => (found.Symptom!.Value, found.Time, found.Until ?? found.Time, (double)found.Count))];
        }

        // A line can claim any time: what lies outside of what was read is not drawn.
        DateTime latest = snapshot.Time.AddHours(1);
        pieces = [.. pieces.Where(piece => piece.From >= snapshot.Since.Date && piece.From <= latest).Select(piece => piece with { To = piece.To < latest ? piece.To : latest })];
        return pieces.Length == 0 ? null : Of(pieces, isEstimated, snapshot.Time);
    }

    private static ErrorSeries Of((Symptom Symptom, DateTime From, DateTime To, double Count)[] pieces, bool isEstimated, DateTime taken)
    {
        DateTime first = pieces.Min(piece => piece.From);
        DateTime last = pieces.Max(piece => piece.To);
        TimeSpan width = Array.Find(Widths, candidate => (last - first) / candidate < MostBins - (2 * MarginBins) - 1);
        width = width == TimeSpan.Zero ? (last - first) / (MostBins / 2) : width;
        DateTime start = new DateTime(first.Ticks - (first.Ticks % width.Ticks), DateTimeKind.Local) - (width * MarginBins);
        int length = Math.Min(MostBins, (int)((last - start) / width) + 1 + MarginBins);
        Symptom[] byCount = [.. pieces.GroupBy(piece => piece.Symptom).OrderByDescending(group => group.Sum(piece => piece.Count)).ThenBy(group => group.Key).Select(group => group.Key)];
        Symptom?[] named = [.. byCount.Take(NamedSymptoms).Select(symptom => (Symptom?)symptom), .. byCount.Length > NamedSymptoms ? [(Symptom?)null] : Array.Empty<Symptom?>()];
        double[][] counts = [.. named.Select(_ => new double[length])];
        foreach ((Symptom symptom, DateTime from, DateTime to, double count) in pieces)
        {
            int series = Array.IndexOf(byCount, symptom);
            Spread(counts[Math.Min(series, named.Length - 1)], (from - start) / width, (to - start) / width, count);
        }

        // The last stretch that was counted is not over yet, mostly.
        return new ErrorSeries(start, width, named, counts, isEstimated) { First = first, Last = last > taken && taken > first ? taken : last };
    }

    private static DateTime EndOf(TimeBucket bucket, TimeSpan interval) => bucket.Start > DateTime.MaxValue - interval ? DateTime.MaxValue : bucket.Start + interval;

    // As much into each bin as it has of the time.
    private static void Spread(double[] bins, double from, double to, double count)
    {
        int first = Math.Clamp((int)from, 0, bins.Length - 1);

        // What ends with a bin has nothing of the next.
        int last = Math.Clamp((int)Math.Ceiling(to) - 1, first, bins.Length - 1);
        if (first == last)
        {
            bins[first] += count;
            return;
        }

        for (int bin = first; bin <= last; bin++)
        {
            bins[bin] += count * (Math.Min(to, bin + 1) - Math.Max(from, bin)) / (to - from);
        }
    }
}
