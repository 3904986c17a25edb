namespace Nginx502.Nginx;

/// <summary>What is known of the nginx that reads a configuration. Every part may be left out.</summary>
public sealed record NginxReadingOptions
{
    /// <summary>Nothing is known.</summary>
    public static NginxReadingOptions None { get; } = new();

    /// <summary>The directives given with <c>-g</c>; empty when there are none.</summary>
    public string CommandLineDirectives { get; init; } = string.Empty;

    /// <summary>Its version, which decides about some directives and defaults; null when it is not known.</summary>
    public Version? Version { get; init; }

    /// <summary>The process number of the running master; null when none runs.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The directory that stands for <c>/</c> where it is a copy of a server; null for files that are in use here.</summary>
    public string? RootPath { get; init; }
}
