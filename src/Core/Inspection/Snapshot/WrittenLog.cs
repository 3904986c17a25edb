namespace Nginx502;

/// <summary>A log that the configuration names, and what is there.</summary>
/// <param name="Path">The log.</param>
/// <param name="IsAccessLog">True for an access log of nginx; false for an error log of nginx or php-fpm.</param>
/// <param name="IsFpm">True when php-fpm writes it.</param>
/// <param name="Presence">What is there.</param>
public sealed record WrittenLog(string Path, bool IsAccessLog, bool IsFpm, string Presence);
