namespace Nginx502;

/// <summary>What came of one step of a load.</summary>
/// <param name="Concurrency">The most requests under way at the same time.</param>
/// <param name="Rate">The rate, requests a second; null where the next was sent when one was answered.</param>
/// <param name="Requests">Requests that were answered, or failed.</param>
/// <param name="Failed">Requests without an answer, and answers that are failures: 5xx and 429.</param>
/// <param name="RequestsPerSecond">Answers a second.</param>
/// <param name="Latency">How long answers took.</param>
/// <param name="Verdict">How it went.</param>
public sealed record LoadStep(int Concurrency, double? Rate, long Requests, long Failed, double RequestsPerSecond, LoadLatency Latency, LoadVerdict Verdict)
{
    /// <summary>The step and how it went.</summary>
    public override string ToString() => FormattableString.Invariant($"{(Rate is { } rate ? FormattableString.Invariant($"{rate:0.##}/s") : $"{Concurrency} concurrent")}: {RequestsPerSecond:0}/s, p95 {Latency.P95.TotalMilliseconds:0.##} ms, {Failed} failed: {Verdict}");
}
