namespace Nginx502;

/// <summary>A network interface of this machine, as far as a firewall's rules care for it.</summary>
/// <param name="Name">Its name. Safe to show.</param>
/// <param name="IsLoopback">True for the machine's way to itself.</param>
/// <param name="HasDefaultRoute4">True when the internet is reached by it over IPv4.</param>
/// <param name="HasDefaultRoute6">True when the internet is reached by it over IPv6.</param>
/// <param name="Addresses">Its addresses.</param>
public sealed record FirewallInterface(
    string Name, bool IsLoopback, bool HasDefaultRoute4, bool HasDefaultRoute6, FirewallAddress[] Addresses);
