using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Errors about notifications.</summary>
internal static partial class Errors
{
    /// <summary>A message that a target did not get. Neither holds more of a webhook than its host.</summary>
    public static ErrorRecord NotificationNotSent(string target, string problem) => Create(
        "NotificationNotSent", ErrorCategory.ConnectionError, target, $"{target} was not told: {problem}", "Mend what it names, and try again: Send-502Notification without input sends a test.");

    public static ErrorRecord BodyInvalid(string body, string problem) => Create(
        "BodyInvalid",
        ErrorCategory.InvalidArgument,
        body,
        $"-Body cannot be sent: {problem}",
        "Give JSON with names of values in braces within its texts: -Body '{\"message\": \"{Subject}\"}'.");

    public static ErrorRecord MailAddressInvalid(string text) => Create(
        "MailAddressInvalid", ErrorCategory.InvalidArgument, text, $"'{text}' is no mail address.", "Give one as in -From nginx502@example.com.");
}
