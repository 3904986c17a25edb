namespace Nginx502.Inspection;

/// <summary>What a system call waits for, as far as a worker of php-fpm makes it.</summary>
internal enum SystemCallKind
{
    /// <summary>Another one, or one of a processor that is not known here.</summary>
    Other,

    /// <summary>A connection: accept, accept4.</summary>
    Accept,

    /// <summary>A descriptor, the first argument: read, write, send, connect and their like.</summary>
    Descriptor,

    /// <summary>Descriptors in a list: poll, ppoll.</summary>
    Poll,

    /// <summary>Descriptors in sets: select, pselect6.</summary>
    Select,

    /// <summary>The descriptors of an epoll: epoll_wait and its like.</summary>
    Epoll,

    /// <summary>A time: nanosleep, clock_nanosleep.</summary>
    Sleep,

    /// <summary>A lock on a file, the first argument: flock, fcntl.</summary>
    Lock,

    /// <summary>A child: wait4, waitid.</summary>
    Child,

    /// <summary>A word of memory, or a semaphore: futex, semop, semtimedop.</summary>
    Memory,
}
