namespace Nginx502;

/// <summary>How far a load is.</summary>
/// <param name="Step">Which step runs, from 1.</param>
/// <param name="Concurrency">The most requests that it has under way at the same time.</param>
/// <param name="Rate">Its rate, requests a second; null without one.</param>
/// <param name="Answers">Answers of the step so far.</param>
/// <param name="Failed">Requests of the step that failed so far.</param>
/// <param name="Elapsed">How long the step runs.</param>
/// <param name="Share">The share of the step that is done, 0 to 1.</param>
public sealed record LoadProgress(int Step, int Concurrency, double? Rate, long Answers, long Failed, TimeSpan Elapsed, double Share)
{
    /// <summary>How far it is, in words.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{(Rate is { } rate ? FormattableString.Invariant($"{rate:0.##}/s") : $"{Concurrency} concurrent")}: {Answers} answers, {Answers / Math.Max(0.001, Elapsed.TotalSeconds):0}/s, {Failed} failed");
}
