namespace Nginx502;

/// <summary>What a worker of php-fpm waits for, as the kernel knows it.</summary>
public enum FpmWorkerWait
{
    /// <summary>It was not seen: the kernel shows it to root alone, and of some processors nothing is known here.</summary>
    Unknown,

    /// <summary>For a connection: it is idle.</summary>
    Request,

    /// <summary>For nginx: to send the rest of the request, or to take the rest of the answer.</summary>
    Client,

    /// <summary>For nothing but the processor: it computes.</summary>
    Processor,

    /// <summary>For a lock on a file that another process holds.</summary>
    Lock,

    /// <summary>For a session's file, which another request of the same visitor holds.</summary>
    SessionLock,

    /// <summary>For a server at the other end of a network connection.</summary>
    Network,

    /// <summary>For a server of this machine at the other end of a unix socket.</summary>
    LocalSocket,

    /// <summary>For a device or a network file system; no signal reaches it meanwhile.</summary>
    Disk,

    /// <summary>For a program that it started.</summary>
    Child,

    /// <summary>For what comes through a pipe.</summary>
    Pipe,

    /// <summary>For a time to pass: sleep() and its like.</summary>
    Timer,

    /// <summary>For another process to give shared memory or a semaphore free.</summary>
    SharedMemory,

    /// <summary>For SIGCONT, or for a debugger: it is stopped.</summary>
    Stopped,

    /// <summary>For nothing: it has ended.</summary>
    Ended,

    /// <summary>For something else; the wait channel tells.</summary>
    Other,
}
