namespace Nginx502.Linux;

/// <summary>The signals that nginx and php-fpm are spoken to with, by their numbers on Linux (man 7 signal).</summary>
public enum ProcessSignal
{
    /// <summary>nginx: load the configuration again.</summary>
    Hangup = 1,

    /// <summary>Both: stop when the running requests are over.</summary>
    Quit = 3,

    /// <summary>The process is ended, and can do nothing about it.</summary>
    Kill = 9,

    /// <summary>Both: open the logs anew.</summary>
    User1 = 10,

    /// <summary>nginx: start a new program beside the old one. php-fpm: load the configuration again.</summary>
    User2 = 12,

    /// <summary>Both: stop at once.</summary>
    Terminate = 15,

    /// <summary>A process that was stopped goes on.</summary>
    Continue = 18,
}
