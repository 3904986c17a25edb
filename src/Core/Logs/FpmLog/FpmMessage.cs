namespace Nginx502.Logs;

/// <summary>What one of php-fpm's messages means.</summary>
/// <param name="Event">The event.</param>
/// <param name="Values">What its placeholders hold, in their order.</param>
internal sealed record FpmMessage(FpmLogEvent Event, FpmMessageValue[] Values);
