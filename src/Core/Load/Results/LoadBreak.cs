namespace Nginx502;

/// <summary>Where a load broke something. Its texts are safe to show.</summary>
/// <param name="Name">What broke: a symptom that nginx logged, the reason why requests got no answer, a status, or the bound that was passed.</param>
/// <param name="Concurrency">How many requests were under way when the first that failed was sent, itself among them; where none failed, the concurrency of the step.</param>
/// <param name="Rate">The rate of the step, requests a second; null without one.</param>
/// <param name="Symptom">What nginx logged; null when that is not what tells it.</param>
/// <param name="Pool">The pool that was full; null when none was.</param>
/// <param name="Explanation">What it rests on, in sentences.</param>
public sealed record LoadBreak(string Name, int Concurrency, double? Rate, Symptom? Symptom, string? Pool, string Explanation)
{
    /// <summary>What broke and where: <c>BacklogFull at 83 concurrent</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name} at {(Rate is { } rate ? FormattableString.Invariant($"{rate:0.##} requests a second") : $"{Concurrency} concurrent")}");
}
