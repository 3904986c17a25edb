using Nginx502.Lab;
using Nginx502.Lab.Incidents;

namespace Nginx502.IntegrationTests.Diagnosis;

/// <summary>Two incidents at once.</summary>
/// <param name="First">The name of the one.</param>
/// <param name="Second">The name of the other.</param>
/// <param name="IsOneHost">True when both are of one host, false when each is of a host and pool of its own.</param>
internal sealed record IncidentPair(string First, string Second, bool IsOneHost)
{
    /// <summary>All that are made.</summary>
    public static IReadOnlyList<IncidentPair> All { get; } =
    [
        new("AnotherSocketPath", "HeaderTooBigForNginx", IsOneHost: false),
        new("SocketFileGone", "TcpForASocket", IsOneHost: false),
        new("SocketOfRoot", "WorkerSegfaults", IsOneHost: false),
        new("ClientsNotAllowed", "DatabaseHangs", IsOneHost: false),
        new("ClosedDirectory", "HeaderNotValid", IsOneHost: false),
        new("FileForASocket", "AnotherPort", IsOneHost: false),
        new("StrangerOnThePort", "PoolBusy", IsOneHost: false),
        new("SocketOfAnotherGroup", "NginxWaitsTooShort", IsOneHost: false),
        new("HttpToFpmSocket", "SessionLocked", IsOneHost: false),
        new("GroupSwitchedOff", "PhpUpgraded", IsOneHost: false),
        new("ReturnedByNginx", "DatagramSocket", IsOneHost: false),
        new("HeaderTooBigForNginx", "WorkerSegfaults", IsOneHost: true),
        new("NginxWaitsTooShort", "HeaderNotValid", IsOneHost: true),
        new("ReturnedByNginx", "SocketFileGone", IsOneHost: true),
    ];

    /// <summary>Makes both, in order.</summary>
    public Incident[] Make() => [SituationCatalogue.Make<Incident>(First), SituationCatalogue.Make<Incident>(Second)];
}
