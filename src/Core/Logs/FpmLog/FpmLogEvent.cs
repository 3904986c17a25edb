namespace Nginx502;

/// <summary>What happened, as one record of php-fpm's log tells it. The messages are those of PHP 8 (php-src: sapi/fpm/fpm).</summary>
public enum FpmLogEvent
{
    /// <summary>A message without an event of its own; its text tells.</summary>
    Other,

    /// <summary>The pool has as many workers as <c>pm.max_children</c> allows, and all are busy. Never logged with <c>pm = static</c>.</summary>
    MaxChildrenReached,

    /// <summary>A dynamic pool starts workers ever faster and has too few idle ones.</summary>
    PoolSeemsBusy,

    /// <summary>All pools together have as many workers as <c>process.max</c> allows.</summary>
    ProcessMaxReached,

    /// <summary>A worker could not be started: the kernel refused the process.</summary>
    ForkFailed,

    /// <summary>There was no memory for php-fpm's own tables.</summary>
    OutOfMemory,

    /// <summary>A worker was started.</summary>
    ChildStarted,

    /// <summary>A worker ended with an exit code: 0 as after <c>pm.max_requests</c>, 70 when it could not be set up.</summary>
    ChildExited,

    /// <summary>A worker was ended by a signal: it crashed, or somebody ended it.</summary>
    ChildExitedOnSignal,

    /// <summary>An idle worker was ended since the pool needs fewer.</summary>
    ChildRetired,

    /// <summary>A worker could not be set up; php-fpm starts the next at once, and so on.</summary>
    ChildInitializationFailed,

    /// <summary>A process ended that is not php-fpm's own: it is process 1 of a container, or something was started before it.</summary>
    UnknownChildExited,

    /// <summary>So many workers crashed in so short a time that php-fpm reloads (<c>emergency_restart_threshold</c>).</summary>
    EmergencyRestart,

    /// <summary>A request took longer than <c>request_terminate_timeout</c>, and its worker is ended.</summary>
    ExecutionTimedOut,

    /// <summary>A request takes longer than <c>request_slowlog_timeout</c>; from the slow log, with its stack.</summary>
    SlowRequest,

    /// <summary>A worker is held for the moment in which its stack is written.</summary>
    SlowLogTrace,

    /// <summary>A stack could not be written to the slow log.</summary>
    SlowLogUnavailable,

    /// <summary>A listening socket could not be made.</summary>
    SocketBindFailed,

    /// <summary>A listening socket's address could not be resolved, or not all of it is used.</summary>
    SocketAddressUnresolved,

    /// <summary>Something answers at the socket already: another php-fpm, or workers whose master was killed.</summary>
    AnotherInstanceRunning,

    /// <summary>The owner, group or access list of a socket could not be set.</summary>
    SocketPermissionFailed,

    /// <summary>A socket was taken over from before the reload.</summary>
    SocketInherited,

    /// <summary>The path of a unix socket is longer than the kernel allows.</summary>
    SocketPathTooLong,

    /// <summary>A connection from an address that <c>listen.allowed_clients</c> does not name was dropped.</summary>
    ClientNotAllowed,

    /// <summary><c>listen.allowed_clients</c> holds what is no address, or nothing valid, which denies all.</summary>
    AllowedClientsInvalid,

    /// <summary>The script that was asked for is not there, or may not be run or read.</summary>
    ScriptUnavailable,

    /// <summary>PHP itself reports an error, warning or notice of a script.</summary>
    PhpMessage,

    /// <summary>What a worker wrote to its standard output or error (<c>catch_workers_output</c>).</summary>
    WorkerOutput,

    /// <summary>php-fpm was started.</summary>
    Starting,

    /// <summary>php-fpm takes connections.</summary>
    Ready,

    /// <summary>php-fpm could not start.</summary>
    StartFailed,

    /// <summary>php-fpm was told to stop.</summary>
    Stopping,

    /// <summary>php-fpm is gone.</summary>
    Stopped,

    /// <summary>php-fpm was told to reload.</summary>
    Reloading,

    /// <summary>php-fpm could not run itself anew, and is gone.</summary>
    ReloadFailed,

    /// <summary>A log was opened anew, as after its rotation.</summary>
    LogReopened,

    /// <summary>A log could not be opened.</summary>
    LogUnavailable,

    /// <summary>A limit on open files could not be set.</summary>
    DescriptorLimitFailed,

    /// <summary>The configuration is wrong.</summary>
    ConfigurationInvalid,

    /// <summary>A setting was ignored or replaced by another value.</summary>
    ConfigurationAdjusted,

    /// <summary>The configuration was tested and is right.</summary>
    ConfigurationTestPassed,

    /// <summary>A line of the access log was cut.</summary>
    AccessLogTruncated,

    /// <summary>Something within php-fpm went wrong.</summary>
    InternalError,
}
