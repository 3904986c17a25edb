namespace Nginx502;

/// <summary>One thing that speaks for a finding. Its text is safe to show.</summary>
/// <param name="Source">Where it was seen: <c>socket</c>, <c>nginx's error log</c>, <c>php-fpm's log</c>, <c>service</c>, <c>nginx's configuration</c>, <c>php-fpm's configuration</c>, <c>firewall</c>, <c>kernel</c>.</param>
/// <param name="Text">What was seen.</param>
/// <param name="Path">The file; null when it was in none.</param>
/// <param name="LineNumber">Its line, from 1; null when there is none.</param>
/// <param name="Time">When, local time; null when it has no time of its own.</param>
public sealed record FindingEvidence(string Source, string Text, string? Path = null, long? LineNumber = null, DateTime? Time = null)
{
    /// <summary>The <see cref="Source"/> of what a service is: its time is since when it is so.</summary>
    internal const string Service = "service";

    /// <summary>True for a place of a configuration: what is to be corrected is there.</summary>
    public bool IsConfiguration => Path is not null && (Source.EndsWith("configuration", StringComparison.Ordinal) || Source.EndsWith(" -t", StringComparison.Ordinal));

    /// <summary>The text with its place.</summary>
    public override string ToString() => Path is null ? Text : LineNumber is { } line ? $"{Path}:{line}: {Text}" : $"{Path}: {Text}";
}
