namespace Nginx502.Logs;

/// <summary>Who wrote a line, and so how it is made.</summary>
internal enum FpmLogForm
{
    /// <summary>Not known: no record begins with it.</summary>
    Unknown,

    /// <summary>php-fpm: <c>[time] LEVEL: message</c>; without the time when a worker wrote it; <c>[LEVEL] message</c> for syslog.</summary>
    Message,

    /// <summary>php-fpm's slow log: <c>[time]  [pool NAME] pid NUMBER</c>.</summary>
    SlowLog,

    /// <summary>PHP itself, into the same file: <c>[time zone] PHP Warning:  text</c>.</summary>
    Php,

    /// <summary>An access log that shares the stream, as the containers of php-fpm do.</summary>
    AccessLog,
}
