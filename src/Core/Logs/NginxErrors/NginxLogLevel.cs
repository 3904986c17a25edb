namespace Nginx502;

/// <summary>The severity of a line in nginx's error log, the most severe first (nginx: src/core/ngx_log.c, err_levels).</summary>
public enum NginxLogLevel
{
    /// <summary>The line has no level that is known.</summary>
    Unknown,

    /// <summary>nginx cannot start or reload.</summary>
    Emerg,

    /// <summary>Needs action at once.</summary>
    Alert,

    /// <summary>Critical; also most failures to connect to a unix socket.</summary>
    Crit,

    /// <summary>An error; the default threshold of <c>error_log</c>.</summary>
    Error,

    /// <summary>A warning.</summary>
    Warn,

    /// <summary>A notice: starts, reloads.</summary>
    Notice,

    /// <summary>Information; also clients that closed the connection.</summary>
    Info,

    /// <summary>Debugging.</summary>
    Debug,
}
