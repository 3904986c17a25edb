namespace Nginx502.Lab;

/// <summary>What a name server of the laboratory answers for a name.</summary>
/// <param name="Addresses">Its addresses, of both kinds.</param>
public sealed record LabNameRecord(params string[] Addresses)
{
    /// <summary>The code of an answer that the server could not find (RFC 1035: RCODE 2).</summary>
    public const int ServerFailure = 2;

    /// <summary>The code of a name that does not exist (RCODE 3).</summary>
    public const int NoSuchName = 3;

    /// <summary>The code of an answer that is refused (RCODE 5).</summary>
    public const int Refused = 5;

    /// <summary>The names that it leads to, one after the other.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>How long it holds, in seconds.</summary>
    public int TimeToLive { get; init; } = 7;

    /// <summary>The code of the answer for IPv4 addresses; 0 for none.</summary>
    public int CodeOfIPv4 { get; init; }

    /// <summary>The code of the answer for IPv6 addresses; 0 for none.</summary>
    public int CodeOfIPv6 { get; init; }

    /// <summary>True when no answer is given.</summary>
    public bool IsSilent { get; init; }

    /// <summary>True when the answer over UDP is cut short, so that it has to be asked for over TCP.</summary>
    public bool IsTruncated { get; init; }
}
