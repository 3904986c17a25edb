namespace Nginx502.Load;

/// <summary>What one step does. Times are as long as they say.</summary>
/// <param name="Concurrency">The most requests under way at the same time.</param>
/// <param name="Rate">Requests a second; null to send the next when one was answered.</param>
/// <param name="Requests">The most requests; null for as many as the time allows.</param>
/// <param name="Duration">How long requests are begun.</param>
/// <param name="Timeout">The longest time of one.</param>
/// <param name="EndsAtFailure">True to begin no more requests soon after one failed: what was looked for is found, and visitors are spared the rest.</param>
internal sealed record LoadPlan(int Concurrency, double? Rate, long? Requests, TimeSpan Duration, TimeSpan Timeout, bool EndsAtFailure = false);
