namespace Nginx502;

/// <summary>A TCP port of this machine that is listened on.</summary>
/// <param name="Address">The address; <c>0.0.0.0</c> or <c>::</c> for all.</param>
/// <param name="Port">The port.</param>
/// <param name="IsNginx">True when an nginx listens.</param>
public sealed record FirewallListener(string Address, int Port, bool IsNginx);
