namespace Nginx502;

/// <summary>How grave php-fpm takes what it says (php-fpm: sapi/fpm/fpm/zlog.h).</summary>
public enum FpmLogLevel
{
    /// <summary>DEBUG: written with <c>log_level = debug</c> only.</summary>
    Debug,

    /// <summary>NOTICE: the ordinary course of things, the default.</summary>
    Notice,

    /// <summary>WARNING: a limit was reached, or a worker died.</summary>
    Warning,

    /// <summary>ERROR: something that was asked for could not be done.</summary>
    Error,

    /// <summary>ALERT: php-fpm can not go on.</summary>
    Alert,
}
