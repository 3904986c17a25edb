namespace Nginx502;

/// <summary>How sockets are looked at.</summary>
public sealed record FpmSocketOptions
{
    /// <summary>Five seconds, as nginx's worker.</summary>
    public static FpmSocketOptions Default { get; } = new();

    /// <summary>The time for all of an endpoint's exchange: resolving, connecting, asking, answering.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The user whose rights count, a name or a number; null for nginx's worker.</summary>
    public string? AsUser { get; init; }
}
