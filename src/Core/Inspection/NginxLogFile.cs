using Nginx502.Logs;

namespace Nginx502.Inspection;

/// <summary>One log of nginx that was found.</summary>
/// <param name="IsAccessLog">True for an access log, false for an error log.</param>
/// <param name="Path">Its full path.</param>
/// <param name="Presence">Whether it can be read.</param>
/// <param name="Servers">The servers that write to it, by their first names; empty for the main level alone and where no configuration tells.</param>
/// <param name="Formats">An access log's formats, in the order of the configuration; empty where no configuration tells.</param>
/// <param name="ConfigurationPath">The file whose directive names it; null where none does.</param>
/// <param name="LineNumber">That directive's line.</param>
public sealed record NginxLogFile(
    bool IsAccessLog,
    string Path,
    LogPresence Presence,
    IReadOnlyList<string> Servers,
    IReadOnlyList<AccessLogFormat> Formats,
    string? ConfigurationPath,
    int? LineNumber);
