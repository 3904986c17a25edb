using System.Net;

namespace Nginx502.Linux;

/// <summary>A question to one name server.</summary>
/// <param name="Server">The name server.</param>
/// <param name="Name">The full name; no search domain is appended.</param>
/// <param name="IsIPv6">True for AAAA, false for A.</param>
/// <param name="Timeout">How long to wait for the answer, a second try in the middle of it.</param>
public sealed record DnsQuestion(IPEndPoint Server, string Name, bool IsIPv6, TimeSpan Timeout);
