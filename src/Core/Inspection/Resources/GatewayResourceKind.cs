namespace Nginx502;

/// <summary>What a gateway can run out of.</summary>
public enum GatewayResourceKind
{
    /// <summary>Memory of the machine that programs can still get.</summary>
    Memory,

    /// <summary>Swap space.</summary>
    Swap,

    /// <summary>Memory that programs were promised, where the kernel refuses what it could not give (vm.overcommit_memory 2).</summary>
    CommittedMemory,

    /// <summary>Memory of a service's control group (systemd: MemoryMax, MemoryHigh).</summary>
    ServiceMemory,

    /// <summary>Time in which programs stood still for want of memory (PSI).</summary>
    MemoryPressure,

    /// <summary>Time in which programs waited for a processor (PSI).</summary>
    CpuPressure,

    /// <summary>Time in which programs stood still for disks (PSI).</summary>
    IoPressure,

    /// <summary>Processor time.</summary>
    Cpu,

    /// <summary>Processor time that the host gave to other machines.</summary>
    CpuSteal,

    /// <summary>Time in which a service had to wait since its quota was used up (systemd: CPUQuota).</summary>
    CpuThrottling,

    /// <summary>Processes that run or wait for a processor or a device.</summary>
    Load,

    /// <summary>Space of a file system to which nginx or php-fpm write.</summary>
    DiskSpace,

    /// <summary>Files that such a file system can hold.</summary>
    Inodes,

    /// <summary>Whether such a file system can be written to at all.</summary>
    ReadOnlyMount,

    /// <summary>Descriptors of a master or worker (RLIMIT_NOFILE).</summary>
    OpenFiles,

    /// <summary>Open files of the whole machine (fs.file-max).</summary>
    SystemOpenFiles,

    /// <summary>Connections of an nginx worker (worker_connections).</summary>
    WorkerConnections,

    /// <summary>Processes and threads: of the machine, of a service's control group (systemd: TasksMax), of a user (RLIMIT_NPROC).</summary>
    Processes,

    /// <summary>TCP sockets by their state.</summary>
    Sockets,

    /// <summary>Memory of TCP (net.ipv4.tcp_mem).</summary>
    SocketMemory,

    /// <summary>Connections that wait to be accepted at an address of nginx or php-fpm.</summary>
    ListenQueue,

    /// <summary>TCP connections that were turned away since a queue was full.</summary>
    ListenOverflow,

    /// <summary>Local ports for connections to one place (net.ipv4.ip_local_port_range).</summary>
    EphemeralPorts,

    /// <summary>Connections that the firewall keeps track of (net.netfilter.nf_conntrack_max).</summary>
    ConnectionTracking,

    /// <summary>Processes that the kernel killed for want of memory.</summary>
    OutOfMemoryKills,
}
