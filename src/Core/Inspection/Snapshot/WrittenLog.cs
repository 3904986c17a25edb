using Nginx502.Inspection;
using Nginx502.Nginx;

namespace Nginx502;

/// <summary>A log that a configuration names, and what is there. Its texts are safe to show.</summary>
public sealed record WrittenLog
{
    /// <summary>The file; what the directive says where it is none, as <c>syslog:server=…</c>.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>True for an access log of nginx; false for an error log of nginx or php-fpm.</summary>
    public bool IsAccessLog { get; init; }

    /// <summary>True when php-fpm writes it.</summary>
    public bool IsFpm { get; init; }

    /// <summary>Where it goes.</summary>
    public LogDestination Destination { get; init; }

    /// <summary>Whether its file can be read.</summary>
    public LogPresence Presence { get; init; }

    /// <summary>The least level that it takes; null for access logs and where it is not known.</summary>
    public string? Level { get; init; }

    /// <summary>True when the master has that file open; null when that was not seen.</summary>
    public bool? IsOpen { get; init; }

    /// <summary>True when the master still writes to a file that was deleted or moved away from that path.</summary>
    public bool IsDeletedOpen { get; init; }

    /// <summary>When it was written last, local time; null when it was not seen.</summary>
    public DateTime? LastWritten { get; init; }

    /// <summary>The virtual servers that write it; empty for the main level alone.</summary>
    public string[] Servers { get; init; } = [];

    /// <summary>The file whose directive names it; null where none does.</summary>
    public string? ConfigurationPath { get; init; }

    /// <summary>That directive's line; null where none does.</summary>
    public int? LineNumber { get; init; }

    /// <summary>The master; null when none runs.</summary>
    public int? ProcessId { get; init; }

    /// <summary>True when what happens is thrown away: <c>/dev/null</c>, or a level that leaves refused connections and time-outs out.</summary>
    public bool Hides => !IsAccessLog && (Path == "/dev/null" || Level is "crit" or "alert" or "emerg");

    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
