namespace Nginx502.Diagnosis;

/// <summary>Where a packet that is not for this machine leaves it.</summary>
/// <param name="Interface">The interface; null when that is not known.</param>
internal sealed record FirewallForwarding(string? Interface);
