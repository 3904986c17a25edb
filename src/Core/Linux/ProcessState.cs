namespace Nginx502;

/// <summary>What the kernel says that a process does (man 5 proc_pid_stat, the third field).</summary>
public enum ProcessState
{
    /// <summary>A letter that is not known here, or none.</summary>
    Unknown,

    /// <summary><c>R</c>: it computes, or waits for a processor.</summary>
    Running,

    /// <summary><c>S</c>: it waits for something that may take any time.</summary>
    Sleeping,

    /// <summary><c>D</c>: it waits for a device or a network file system. No signal reaches it.</summary>
    DiskSleep,

    /// <summary><c>T</c>: it was stopped by a signal, and goes on with SIGCONT.</summary>
    Stopped,

    /// <summary><c>t</c>: a debugger holds it.</summary>
    Traced,

    /// <summary><c>Z</c>: it has ended, and its parent did not ask for it yet.</summary>
    Zombie,

    /// <summary><c>X</c>, or there is none of that number any more.</summary>
    Ended,

    /// <summary><c>I</c>: a thread of the kernel that has nothing to do.</summary>
    Idle,
}
