namespace Nginx502.Inspection;

/// <summary>
/// What the functions of the kernel in which a process waits tell (/proc/PID/wchan). They differ between kernels: they serve where the system call was
/// not seen, and where it says too little.
/// </summary>
internal static class WaitChannels
{
    /// <summary>What a channel waits for; null when it does not tell.</summary>
    /// <param name="channel">The function's name.</param>
    public static FpmWorkerWait? WaitOf(string channel) => channel switch
    {
        "inet_csk_accept" or "inet_csk_wait_for_connect" or "unix_accept" or "__skb_wait_for_more_packets" or "wait_for_packet" or "skb_wait_for_more_packets" => FpmWorkerWait.Request,
        "hrtimer_nanosleep" or "do_nanosleep" => FpmWorkerWait.Timer,
        "do_wait" or "kernel_wait4" or "do_waitid" => FpmWorkerWait.Child,
        "pipe_read" or "pipe_wait" or "pipe_wait_readable" or "anon_pipe_read" or "fifo_pipe_read" or "pipe_write" or "pipe_wait_writable" => FpmWorkerWait.Pipe,
        "do_signal_stop" or "ptrace_stop" => FpmWorkerWait.Stopped,
        _ when channel.Contains("lock_inode_wait", StringComparison.Ordinal) || channel is "fcntl_setlk" or "do_lock_file_wait" or "nlmclnt_block" => FpmWorkerWait.Lock,
        _ when channel.StartsWith("futex_", StringComparison.Ordinal) || channel is "do_semtimedop" or "__do_semtimedop" => FpmWorkerWait.SharedMemory,
        _ => null,
    };
}
