namespace Nginx502.Lab;

/// <summary>The signals that nginx and php-fpm are spoken to with, by their numbers on Linux.</summary>
public enum UnixSignal
{
    /// <summary>nginx: reload the configuration.</summary>
    Hangup = 1,

    /// <summary>What Ctrl+C sends.</summary>
    Interrupt = 2,

    /// <summary>nginx and php-fpm: stop when the running requests are over.</summary>
    Quit = 3,

    /// <summary>The process is killed, and can do nothing about it.</summary>
    Kill = 9,

    /// <summary>nginx and php-fpm: open the logs anew.</summary>
    User1 = 10,

    /// <summary>What a crash in native code looks like.</summary>
    SegmentationFault = 11,

    /// <summary>php-fpm: reload the configuration.</summary>
    User2 = 12,

    /// <summary>nginx and php-fpm: stop at once.</summary>
    Terminate = 15,

    /// <summary>A process that stands still goes on.</summary>
    Continue = 18,

    /// <summary>The process stands still until it is continued.</summary>
    Stop = 19,
}
