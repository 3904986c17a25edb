namespace Nginx502.Recovery;

/// <summary>A message that a target has not got yet. The target is kept as its hash: it may be a secret.</summary>
/// <param name="Target">What tells the target from others.</param>
/// <param name="Message">The message.</param>
internal sealed record UnsentNotification(string Target, NotificationMessage Message);
