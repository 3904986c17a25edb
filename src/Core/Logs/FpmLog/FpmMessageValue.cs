namespace Nginx502.Logs;

/// <summary>What a placeholder of one of php-fpm's messages holds.</summary>
internal enum FpmMessageValue
{
    /// <summary>Nothing that an entry has a property for.</summary>
    Unused,

    /// <summary>The number of a worker, or of the master for its own events.</summary>
    ProcessId,

    /// <summary>The number of a signal.</summary>
    Signal,

    /// <summary>The name of a signal, and whether memory was dumped.</summary>
    SignalName,

    /// <summary>An exit code.</summary>
    ExitCode,

    /// <summary>Whole seconds.</summary>
    Seconds,

    /// <summary>Microseconds beside the seconds.</summary>
    Microseconds,

    /// <summary>The limit that was reached.</summary>
    Limit,

    /// <summary>A script's path.</summary>
    Script,

    /// <summary>Method and URI.</summary>
    Request,

    /// <summary>A configuration file.</summary>
    ConfigurationPath,

    /// <summary>A line of it.</summary>
    ConfigurationLine,

    /// <summary>The words for an error number, where the number is not given.</summary>
    ErrorText,

    /// <summary>What a worker said, in quotes or not.</summary>
    Output,
}
