namespace Nginx502;

/// <summary>What a directive of php-fpm takes (php-src: sapi/fpm/fpm/fpm_conf.c, the fpm_conf_set functions).</summary>
public enum FpmDirectiveKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A whole number; a minus is taken too.</summary>
    Integer,

    /// <summary>Whole seconds, or minutes, hours or days with <c>m</c>, <c>h</c>, <c>d</c>.</summary>
    Duration,

    /// <summary>yes or no, and their like.</summary>
    Boolean,

    /// <summary>alert, error, warning, notice or debug.</summary>
    LogLevel,

    /// <summary>A facility of syslog.</summary>
    SyslogFacility,

    /// <summary>A number of bytes, or <c>unlimited</c>.</summary>
    CoreLimit,

    /// <summary>static, dynamic or ondemand.</summary>
    ProcessManager,
}
