namespace Nginx502.Linux;

/// <summary>One run of apt. Its texts are safe to show.</summary>
/// <param name="Start">When it began, Kind Local.</param>
/// <param name="End">When it ended; null when it did not, or goes on.</param>
/// <param name="CommandLine">What was typed; null when another program used apt's library.</param>
/// <param name="RequestedBy">Who typed it, <c>admin (1000)</c>; null for root itself.</param>
/// <param name="Changes">What it changed.</param>
/// <param name="Problem">What went wrong, in apt's words; null when nothing did.</param>
internal sealed record AptRun(DateTime Start, DateTime? End, string? CommandLine, string? RequestedBy, IReadOnlyList<PackageChange> Changes, string? Problem);
