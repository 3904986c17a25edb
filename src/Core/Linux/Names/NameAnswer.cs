using System.Text.Json.Serialization;

namespace Nginx502;

/// <summary>What one source answered for a host name. Its texts are safe to show.</summary>
/// <param name="Source">Who was asked.</param>
/// <param name="Place">Where: <c>/etc/hosts:12</c>, <c>127.0.0.53:53</c>; <c>getaddrinfo</c> for the system's resolver.</param>
/// <param name="AskedName">The name that was asked for: with a search domain where that was appended.</param>
/// <param name="IPv4Status">What became of the question for IPv4 addresses; null where it was not asked.</param>
/// <param name="IPv4Addresses">The IPv4 addresses, in the order of the answer.</param>
/// <param name="IPv6Status">What became of the question for IPv6 addresses; null where it was not asked.</param>
/// <param name="IPv6Addresses">The IPv6 addresses, in the order of the answer.</param>
/// <param name="Aliases">The names that it leads to, in order (CNAME).</param>
/// <param name="TimeToLive">How long the answer holds; null where the source does not say.</param>
/// <param name="Duration">How long the answer took; null for a file.</param>
/// <param name="Problem">What went wrong, a sentence without its full stop; null when nothing did.</param>
public sealed record NameAnswer(
    NameSource Source,
    string Place,
    string AskedName,
    NameAnswerStatus? IPv4Status,
    string[] IPv4Addresses,
    NameAnswerStatus? IPv6Status,
    string[] IPv6Addresses,
    string[] Aliases,
    TimeSpan? TimeToLive,
    TimeSpan? Duration,
    string? Problem)
{
    /// <summary>All addresses, IPv4 first.</summary>
    [JsonIgnore]
    public string[] Addresses => [.. IPv4Addresses, .. IPv6Addresses];

    /// <summary>What became of it: answered when there is any address, else the worse of the two.</summary>
    [JsonIgnore]
    public NameAnswerStatus Status =>
        IPv4Addresses.Length + IPv6Addresses.Length > 0 ? NameAnswerStatus.Answered
        : (NameAnswerStatus)Math.Max((int)(IPv4Status ?? NameAnswerStatus.NoAddress), (int)(IPv6Status ?? NameAnswerStatus.NoAddress));

    /// <summary>The place and what it gave.</summary>
    public override string ToString() => $"{Place}: {(Addresses.Length > 0 ? string.Join(", ", Addresses) : Status.ToString())}";
}
