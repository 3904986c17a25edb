namespace Nginx502.Diagnosis;

/// <summary>What is shown first of what speaks for a finding.</summary>
internal static class EvidenceOrder
{
    // A person reads three lines; the logs have the rest.
    private const int Most = 6;
    private const int Enough = 3;

    // Logs count whole seconds.
    private static readonly TimeSpan SameSecond = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The finding with a piece of each source before the second of any: three lines of three witnesses say more than three of one. What is of an earlier trouble of the same
    /// kind comes last, and not at all where enough speaks for this one.
    /// </summary>
    /// <param name="finding">The finding.</param>
    /// <param name="begin">When the trouble that it tells began, local time; null when that is not known.</param>
    public static Finding Apply(Finding finding, DateTime? begin)
    {
        bool isEnough = finding.Evidence.Count(piece => !IsEarlier(piece, begin)) >= Enough;
        return finding with
        {
            Evidence =
            [
                // What a source says once more comes after what it says for the first time.
                .. finding.Evidence.Where(piece => !(isEnough && IsEarlier(piece, begin))).GroupBy(piece => piece.Source)
                    .SelectMany(source => source.DistinctBy(piece => piece.Text).Concat(source).Distinct().Select((piece, place) => (piece, place)))
                    .OrderBy(ranked => IsEarlier(ranked.piece, begin))
                    .ThenBy(ranked => ranked.place)
                    .Select(ranked => ranked.piece)
                    .Take(Most),
            ],
        };
    }

    // What a service is, it is since before the first visitor met it.
    private static bool IsEarlier(FindingEvidence piece, DateTime? begin) => piece.Source != FindingEvidence.Service && piece.Time + SameSecond < begin;
}
