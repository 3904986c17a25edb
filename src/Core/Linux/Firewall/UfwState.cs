namespace Nginx502.Linux;

/// <summary>How ufw is set up, by its files.</summary>
/// <param name="IsEnabled">True when it loads its rules at the boot (<c>ENABLED=yes</c> in /etc/ufw/ufw.conf).</param>
/// <param name="FiltersIpv6">True when it cares for IPv6 too (<c>IPV6=yes</c> in /etc/default/ufw).</param>
/// <param name="Rules">What its user was allowed or denied, a line each as ufw keeps it: <c>allow tcp 80 0.0.0.0/0 any 0.0.0.0/0 in</c>. Empty when they may not be read.</param>
public sealed record UfwState(bool IsEnabled, bool FiltersIpv6, IReadOnlyList<string> Rules);
