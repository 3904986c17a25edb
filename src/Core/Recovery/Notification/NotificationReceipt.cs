namespace Nginx502;

/// <summary>What became of a message for one target. Its texts are safe to show and hold no secrets.</summary>
/// <param name="Target">Who was to be told; of a webhook its host.</param>
/// <param name="Kind">How.</param>
/// <param name="IsSent">True when it was taken: by sendmail, the webhook, or the machine's log.</param>
/// <param name="Problem">Why not, sentences; null when it was.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Time">When it was tried, local time.</param>
/// <param name="Duration">How long it took.</param>
public sealed record NotificationReceipt(string Target, NotificationKind Kind, bool IsSent, string? Problem, string Subject, DateTime Time, TimeSpan Duration)
{
    /// <summary>The target and what became of it.</summary>
    public override string ToString() => $"{Target}: {(IsSent ? "sent" : Problem)}";
}
