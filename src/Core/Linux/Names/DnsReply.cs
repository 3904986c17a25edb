using System.Net;

namespace Nginx502.Linux;

/// <summary>What a name server answered.</summary>
/// <param name="Status">What became of the question.</param>
/// <param name="Addresses">The addresses, in the order of the answer.</param>
/// <param name="Aliases">The names that the asked one leads to, in order.</param>
/// <param name="TimeToLive">The shortest time to live of what the answer is made of; null without addresses.</param>
/// <param name="Problem">What went wrong, safe to show, a sentence without its full stop; null when nothing did.</param>
public sealed record DnsReply(NameAnswerStatus Status, IReadOnlyList<IPAddress> Addresses, IReadOnlyList<string> Aliases, TimeSpan? TimeToLive, string? Problem)
{
    /// <summary>A question that got no answer.</summary>
    public static DnsReply Failed(NameAnswerStatus status, string? problem) => new(status, [], [], null, problem);
}
