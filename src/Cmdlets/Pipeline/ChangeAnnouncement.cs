namespace Nginx502.Pipeline;

/// <summary>What is said of a change beside what it does itself.</summary>
/// <param name="Notices">What is to be known before the act: sentences.</param>
/// <param name="Disruption">What the act disturbs; null when nothing is.</param>
/// <param name="FpmUnit">The systemd unit of php-fpm, for advice; null when it is not known.</param>
internal sealed record ChangeAnnouncement(IReadOnlyList<string> Notices, string? Disruption, string? FpmUnit);
