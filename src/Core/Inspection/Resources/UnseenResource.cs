namespace Nginx502;

/// <summary>A resource that could not be looked at.</summary>
/// <param name="Resource">Which.</param>
/// <param name="Subject">Of what.</param>
/// <param name="NotSeen">The reason and the remedy.</param>
public sealed record UnseenResource(GatewayResourceKind Resource, string Subject, NotSeen NotSeen);
