using System.Net;

namespace Nginx502.FastCgi;

/// <summary>Finds the addresses of a host name, in the order in which they are to be tried. Fails as <see cref="Dns"/> does.</summary>
/// <param name="host">The name.</param>
/// <param name="token">Cancelled when nobody waits for it any more.</param>
public delegate Task<IPAddress[]> NameResolution(string host, CancellationToken token);
