using System.Net;

namespace Nginx502.Inspection;

/// <summary>What nginx's own <c>resolver</c> says of the host of an endpoint.</summary>
/// <param name="Addresses">The addresses that nginx can use.</param>
/// <param name="Problem">Why there is none, without a full stop; null when there is one.</param>
/// <param name="Gap">Why it could not be asked; null when it was.</param>
internal sealed record NginxResolverAnswer(IPAddress[] Addresses, string? Problem, NotSeen? Gap);
