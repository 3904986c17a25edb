namespace Nginx502.Diagnosis;

/// <summary>The errors of one time, before and after which there was a while without any. Where no spells of them are known, of those in the middle of a log the bucket is, and no more.</summary>
/// <param name="Errors">The errors, each with what of it came in that time.</param>
/// <param name="First">The first error: from when to when it may have come.</param>
/// <param name="Last">The last error: from when to when it may have come.</param>
internal sealed record ErrorEpisode(ErrorEvidence[] Errors, (DateTime From, DateTime To)? First, (DateTime From, DateTime To)? Last)
{
    private const int Most = 50;

    private static readonly TimeSpan Coarsest = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The episodes, the earliest first; one, where it was not counted when they came. An outage goes on while nobody comes, so that it may be in several of them: who knows
    /// what it was joins them.
    /// </summary>
    public static IReadOnlyList<ErrorEpisode> Split(ErrorEvidence[] errors)
    {
        if (errors.Any(error => error is { First: null } or { Last: null } or { Buckets: [] } || error.BucketInterval > Coarsest))
        {
            return [Whole(errors)];
        }

        TimeSpan quiet = 2 * errors.Max(error => error.BucketInterval);
        var starts = new List<DateTime>();
        DateTime? before = null;
        foreach (DateTime start in errors.SelectMany(error => error.Buckets).Select(bucket => bucket.Start).Order())
        {
            if (before is null || start - before > quiet)
            {
                starts.Add(start);
            }

            before = start;
        }

        DateTime[] begins = [.. starts.TakeLast(Most)];
        begins[0] = DateTime.MinValue;
        return begins.Length == 1 ? [Whole(errors)] : [.. begins.Select((begin, index) => Of(errors, begin, index + 1 < begins.Length ? begins[index + 1] : DateTime.MaxValue))];
    }

    /// <summary>Two that follow each other as one.</summary>
    public static ErrorEpisode Join(ErrorEpisode one, ErrorEpisode next) => new(
        [
            .. one.Errors.Concat(next.Errors)
                .GroupBy(error => (error.Symptom, error.AttemptStatus, error.Upstream, error.Endpoint, error.Server))
                .Select(same => same.Aggregate((earlier, later) => earlier with
                {
                    Count = earlier.Count + later.Count,
                    Last = later.Last,
                    Samples = [.. later.Samples, .. earlier.Samples],
                    Buckets = [.. earlier.Buckets, .. later.Buckets],
                    Spells = [.. earlier.Spells, .. later.Spells],
                })),
        ],
        one.First,
        next.Last);

    /// <summary>Some of the errors of an episode, with their own times.</summary>
    public static ErrorEpisode Only(ErrorEpisode episode, ErrorEvidence[] errors) => errors.Any(error => error.Buckets.Length == 0)
        ? episode with { Errors = errors }
        : new ErrorEpisode(errors, errors.Select(FirstOf).MinBy(first => first.From), errors.Select(LastOf).MaxBy(last => last.To));

    /// <summary>The last errors, back to a pause that is longer than that; all where it was not counted when they came.</summary>
    public static ErrorEvidence[] Latest(ErrorEvidence[] errors, TimeSpan pause)
    {
        IReadOnlyList<ErrorEpisode> episodes = errors.Length == 0 ? [] : Split(errors);
        int begin = episodes.Count - 1;
        while (begin > 0 && !(episodes[begin].First?.From - episodes[begin - 1].Last?.To > pause))
        {
            begin--;
        }

        return episodes.Count == 0 ? [] : episodes.Skip(begin).Aggregate(Join).Errors;
    }

    /// <summary>The errors that came after a time; null for none.</summary>
    public static ErrorEvidence? After(ErrorEvidence error, DateTime time) => error.First > time ? error : Part(error, time, DateTime.MaxValue);

    /// <summary>The errors that came well before a time, so that none of them is of what began then; null for none, and where it was not counted when they came.</summary>
    public static ErrorEvidence? Before(ErrorEvidence error, DateTime time)
    {
        DateTime end = time - (2 * error.BucketInterval);
        return error.Last < end ? error : Part(error, DateTime.MinValue, time - error.BucketInterval) is { } part && part.Last < end ? part : null;
    }

    /// <summary>From when to when errors came, as finely as that is known; none where it is not.</summary>
    public static IEnumerable<ErrorSpell> SpellsOf(ErrorEvidence error) => error is not { First: { } first, Last: { } last } ? []
        : error.Spells.Length > 0 ? error.Spells
        : error.Buckets.Length > 0 ? error.Buckets.Select(bucket => new ErrorSpell(bucket.Start > first ? bucket.Start : first, bucket.Start + error.BucketInterval < last ? bucket.Start + error.BucketInterval : last))
        : [new ErrorSpell(first, last)];

    private static ErrorEpisode Whole(ErrorEvidence[] errors) => new(errors, Exactly(errors.Min(error => error.First)), Exactly(errors.Max(error => error.Last)));

    private static ErrorEpisode Of(ErrorEvidence[] errors, DateTime begin, DateTime end)
    {
        ErrorEvidence[] own = [.. errors.Select(error => Part(error, begin, end)).OfType<ErrorEvidence>()];
        return new ErrorEpisode(own, own.Select(FirstOf).MinBy(first => first.From), own.Select(LastOf).MaxBy(last => last.To));
    }

    // Each error is taken whole or by its buckets; the very time is known of its first and its last line, and where a spell of it begins and ends.
    private static ErrorEvidence? Part(ErrorEvidence error, DateTime begin, DateTime end)
    {
        TimeBucket[] own = [.. error.Buckets.Where(bucket => bucket.Start >= begin && bucket.Start < end)];
        if (own.Length == 0)
        {
            return null;
        }

        DateTime first = own[0].Start > error.First ? own[0].Start : error.First!.Value;
        DateTime last = own[^1].Start + error.BucketInterval;
        return error with
        {
            Count = own.Sum(bucket => bucket.Count),
            First = FirstIn(error, own[0]) ?? first,
            Last = LastIn(error, own[^1]) ?? (last < error.Last ? last : error.Last),
            Samples = [.. error.Samples.Where(sample => sample.Time >= own[0].Start && sample.Time < last)],
            Buckets = own,
            Spells = [.. error.Spells.Where(spell => spell.Last >= own[0].Start && spell.First < last)],
        };
    }

    // Where a spell of before goes on in the bucket, the first of the bucket is none of a spell.
    private static DateTime? FirstIn(ErrorEvidence error, TimeBucket bucket) =>
        Array.Find(error.Spells, spell => spell.Last >= bucket.Start) is { } spell && spell.First >= bucket.Start && spell.First < bucket.Start + error.BucketInterval ? spell.First : null;

    private static DateTime? LastIn(ErrorEvidence error, TimeBucket bucket) =>
        Array.FindLast(error.Spells, spell => spell.First < bucket.Start + error.BucketInterval) is { } spell && spell.Last >= bucket.Start && spell.Last < bucket.Start + error.BucketInterval ? spell.Last : null;

    private static (DateTime From, DateTime To) FirstOf(ErrorEvidence part) => FirstIn(part, part.Buckets[0]) is { } exact ? (exact, exact)
        : part.First > part.Buckets[0].Start ? (part.First.Value, part.First.Value) : (part.Buckets[0].Start, part.Buckets[0].Start + part.BucketInterval);

    private static (DateTime From, DateTime To) LastOf(ErrorEvidence part) => LastIn(part, part.Buckets[^1]) is { } exact ? (exact, exact)
        : part.Last < part.Buckets[^1].Start + part.BucketInterval ? (part.Last.Value, part.Last.Value) : (part.Buckets[^1].Start, part.Last!.Value);

    private static (DateTime From, DateTime To)? Exactly(DateTime? time) => time is { } known ? (known, known) : null;
}
