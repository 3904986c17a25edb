namespace Nginx502.Nginx;

/// <summary>Where nginx sends a log (nginx: src/core/ngx_log.c, ngx_log_set_log).</summary>
public enum LogDestination
{
    /// <summary>A file.</summary>
    File,

    /// <summary>The file that was chosen when nginx was built, since no directive names one.</summary>
    BuiltIn,

    /// <summary><c>syslog:</c>, to a syslog server or socket.</summary>
    Syslog,

    /// <summary><c>stderr</c>.</summary>
    StandardError,

    /// <summary><c>memory:</c>, a ring in nginx's own memory.</summary>
    Memory,

    /// <summary>Files whose names hold variables: known only for each request.</summary>
    Variable,
}
