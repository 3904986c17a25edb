namespace Nginx502.Diagnosis;

/// <summary>From where on a resource is short. Each with its reason; docs/design/resources.md has them for people.</summary>
internal static class ResourceThresholds
{
    /// <summary>Memory: below a tenth the cache shrinks and pages are read again. A large machine has enough with an absolute amount.</summary>
    public const double LittleMemoryShare = 0.10;

    /// <summary>No machine with this much available is short of memory.</summary>
    public const long AmpleMemory = 4L * 1024 * 1024 * 1024;

    /// <summary>Memory: about where the kernel begins to reclaim while programs wait, and the next worker may be killed.</summary>
    public const double NoMemoryShare = 0.03;

    /// <summary>With this much available the next worker still starts.</summary>
    public const long SomeMemory = 1024L * 1024 * 1024;

    /// <summary>Swap that is nearly used up leaves nothing between a peak and the killer.</summary>
    public const double SwapShare = 0.80;

    /// <summary>A count that nears its limit: one burst goes over the last fifth (files, processes, ports, connections).</summary>
    public const double CountWarning = 0.80;

    /// <summary>Where the next peak surely fails.</summary>
    public const double CountExhausted = 0.98;

    /// <summary>Disks: where file systems begin to search for free blocks, and a log of one busy day no longer fits.</summary>
    public const double DiskWarning = 0.90;

    /// <summary>A disk with this much left is not short, however full it is.</summary>
    public const long AmpleDisk = 10L * 1024 * 1024 * 1024;

    /// <summary>Below this a single upload or temporary file of nginx does not fit (client_max_body_size and fastcgi_max_temp_file_size are often larger).</summary>
    public const long NoDisk = 16L * 1024 * 1024;

    /// <summary>A group at nine tenths of its memory limit: less than one usual worker of PHP is left in small ones.</summary>
    public const double GroupMemoryWarning = 0.90;

    /// <summary>Memory pressure: a tenth of the time lost to waiting for memory is felt by every visitor.</summary>
    public const double MemoryPressureWarning = 0.10;

    /// <summary>systemd-oomd kills at 60 % of time in which nothing could run (man 5 oomd.conf, DefaultMemoryPressureLimit).</summary>
    public const double MemoryPressureExhausted = 0.60;

    /// <summary>Processor pressure: in half of the time somebody who could run did not.</summary>
    public const double CpuPressureWarning = 0.50;

    /// <summary>Disk pressure: in a quarter of the time nothing ran since all waited for disks.</summary>
    public const double IoPressureWarning = 0.25;

    /// <summary>Processors that are busy all the time: what comes now waits.</summary>
    public const double CpuWarning = 0.95;

    /// <summary>A tenth of the time given to other machines shows in every answer.</summary>
    public const double StealWarning = 0.10;

    /// <summary>Throttled in a tenth of its periods: each one is a wait of up to 100 ms in some answer.</summary>
    public const double ThrottleWarning = 0.10;

    /// <summary>Twice as many that want to run as there are processors, over a minute.</summary>
    public const double LoadPerProcessor = 2;

    /// <summary>A queue that is half full at one moment is full at the next: workers do not keep up.</summary>
    public const double QueueWarning = 0.50;

    /// <summary>Connections that the other side ended and the program here did not: below this it is chance.</summary>
    public const long CloseWaitWarning = 500;
}
