namespace Nginx502;

/// <summary>One connection that was tried, and the FastCGI round trip over it. Its texts are safe to show.</summary>
/// <param name="Address">The address of a host; null for a unix socket.</param>
/// <param name="IsAsClient">True when it was made with the client's rights; false when with those of the user that looked.</param>
/// <param name="IsConnected">True when the connection was made.</param>
/// <param name="ErrorNumber">The kernel's error; 0 for none.</param>
/// <param name="Failure">Why there was no good answer; null when there was one.</param>
/// <param name="Duration">From the beginning to the end: the round trip, where there was an answer.</param>
public sealed record FpmSocketAttempt(string? Address, bool IsAsClient, bool IsConnected, int ErrorNumber, FastCgiFailure? Failure, TimeSpan Duration);
