namespace Nginx502;

/// <summary>What the kernel did to a process, or saw it do.</summary>
public enum KernelEventKind
{
    /// <summary>The kernel killed it for want of memory: the machine's, or that of a control group.</summary>
    OomKill,

    /// <summary>It reached for memory that is not its own, and was ended by SIGSEGV or SIGBUS.</summary>
    Segfault,

    /// <summary>It did what the processor forbids: a general protection fault.</summary>
    ProtectionFault,

    /// <summary>It met an instruction that this processor does not have, as a program built for a newer one.</summary>
    InvalidOpcode,

    /// <summary>Another trap of the processor ended it: a division by zero, a breakpoint.</summary>
    Trap,
}
