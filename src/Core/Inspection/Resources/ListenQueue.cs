namespace Nginx502;

/// <summary>The queue of an address on which nginx or php-fpm listens.</summary>
/// <param name="Program"><c>nginx</c> or <c>php-fpm</c>.</param>
/// <param name="ConfigurationPath">The main file of its configuration. Safe to show.</param>
/// <param name="Endpoint">The address; null for a socket without a name.</param>
/// <param name="Queued">Connections that wait to be accepted.</param>
/// <param name="Limit">How many may wait: the smaller of the program's backlog and net.core.somaxconn when it began to listen.</param>
public sealed record ListenQueue(string Program, string ConfigurationPath, FpmEndpoint? Endpoint, long Queued, long Limit);
