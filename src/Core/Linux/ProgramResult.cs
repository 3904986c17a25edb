namespace Nginx502.Linux;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code, 128 and the signal's number when a signal ended it; null when the kernel did not tell.</param>
/// <param name="Output">What it wrote to its standard output.</param>
/// <param name="Error">What it wrote to its standard error.</param>
/// <param name="IsTruncated">True when it wrote more than was kept.</param>
/// <param name="IsTimedOut">True when it ran too long and was killed.</param>
/// <param name="Duration">How long it ran.</param>
public sealed record ProgramResult(int? ExitCode, byte[] Output, byte[] Error, bool IsTruncated, bool IsTimedOut, TimeSpan Duration);
