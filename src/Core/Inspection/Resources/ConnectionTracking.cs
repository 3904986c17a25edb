namespace Nginx502;

/// <summary>The connections that the firewall keeps track of.</summary>
/// <param name="Count">How many.</param>
/// <param name="Limit">How many it may: beyond, packets of new ones are dropped.</param>
public sealed record ConnectionTracking(long Count, long Limit);
