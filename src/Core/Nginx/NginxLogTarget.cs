namespace Nginx502.Nginx;

/// <summary>One <c>error_log</c> or <c>access_log</c> that is in effect somewhere.</summary>
/// <param name="IsAccessLog">True for <c>access_log</c>, false for <c>error_log</c>.</param>
/// <param name="Destination">Where it goes.</param>
/// <param name="Value">The path or destination as written; empty for the built-in one.</param>
/// <param name="Level">The least level that an error log takes; <c>error</c> when none is written. Null for access logs.</param>
/// <param name="FormatName">The name of an access log's format; <c>combined</c> when none is written. Null for error logs.</param>
/// <param name="IsPacked">True when nginx packs the log with gzip as it writes.</param>
/// <param name="IsConditional">True when <c>if=</c> leaves requests out.</param>
/// <param name="Servers">The first names of the servers that it is in effect for; empty for the main level alone.</param>
/// <param name="ConfigurationPath">The file of the directive; null for the built-in one.</param>
/// <param name="LineNumber">The directive's line; null for the built-in one.</param>
public sealed record NginxLogTarget(
    bool IsAccessLog,
    LogDestination Destination,
    string Value,
    string? Level,
    string? FormatName,
    bool IsPacked,
    bool IsConditional,
    IReadOnlyList<string> Servers,
    string? ConfigurationPath,
    int? LineNumber)
{
    /// <summary>True when another <c>access_log</c> of the same block takes the same requests: whoever counts visitors counts that one.</summary>
    public bool IsRepeated { get; init; }
}
