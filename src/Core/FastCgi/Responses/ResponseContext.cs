namespace Nginx502.FastCgi;

/// <summary>What a response is judged by beside what came.</summary>
/// <param name="Phase">How far the exchange had come.</param>
/// <param name="MaximumHeaderBytes">The most bytes that the header may have.</param>
/// <param name="IsAboutLimits">True when limits were asked for.</param>
/// <param name="Address">The address of a host name that was connected to, or tried last.</param>
internal readonly record struct ResponseContext(FastCgiPhase Phase, int MaximumHeaderBytes, bool IsAboutLimits = false, string? Address = null);
