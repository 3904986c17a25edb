namespace Nginx502;

/// <summary>What the machine has at an endpoint, as one nginx sees it.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="NginxConfigurationPath">The main file of the nginx whose view it is; null for the view of php-fpm, where there is no nginx.</param>
/// <param name="RealPath">The path of a unix socket with every link resolved; null for TCP and where nothing is.</param>
/// <param name="Kind">What lies at the path: <c>Socket</c>, <c>Regular</c>, …; null for TCP and where nothing is.</param>
/// <param name="OwnerName">The owner of the socket file.</param>
/// <param name="GroupName">The group of the socket file.</param>
/// <param name="Mode">Its mode, octal: <c>0660</c>.</param>
/// <param name="HasAccessList">True when it has a POSIX access list beside its mode.</param>
/// <param name="IsListening">True when a process listens there now; null when it was not seen.</param>
/// <param name="ListenerProcessId">That process; null when it was not seen.</param>
/// <param name="Obstacle">What keeps nginx's worker from it; null when nothing does, or it was not seen.</param>
public sealed record EndpointFacts(
    FpmEndpoint Endpoint,
    string? NginxConfigurationPath,
    string? RealPath,
    string? Kind,
    string? OwnerName,
    string? GroupName,
    string? Mode,
    bool HasAccessList,
    bool? IsListening,
    int? ListenerProcessId,
    AccessObstacle? Obstacle);
