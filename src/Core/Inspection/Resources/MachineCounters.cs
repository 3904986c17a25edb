using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>What the kernel counts since boot: two of them tell what happened between.</summary>
/// <param name="Processor">What the processors did; null when it does not tell.</param>
/// <param name="ListenOverflows">Connections that found a queue full; null when it does not tell.</param>
/// <param name="ListenDrops">Connections that were turned away; null when it does not tell.</param>
/// <param name="OutOfMemoryKills">Processes killed for want of memory; null when it does not tell.</param>
internal sealed record MachineCounters(ProcessorTicks? Processor, long? ListenOverflows, long? ListenDrops, long? OutOfMemoryKills)
{
    /// <summary>Reads them.</summary>
    /// <param name="procRoot">Where the kernel shows them.</param>
    public static MachineCounters Read(string procRoot)
    {
        IReadOnlyDictionary<string, long> tcp = KernelText.Counters(Text("net/netstat"), "TcpExt");
        IReadOnlyDictionary<string, long> memory = KernelText.Named(Text("vmstat"));
        return new MachineCounters(
            ProcessorTicks.Parse(Text("stat")),
            tcp.TryGetValue("ListenOverflows", out long overflows) ? overflows : null,
            tcp.TryGetValue("ListenDrops", out long drops) ? drops : null,
            memory.TryGetValue("oom_kill", out long kills) ? kills : null);

        string? Text(string file) => KernelText.Read(Path.Combine(procRoot, file));
    }

    /// <summary>What the processors did since an earlier look; null when nothing can be told.</summary>
    public MachineProcessor? ProcessorSince(MachineCounters earlier)
    {
        if (Processor is not { } now || earlier.Processor is not { } then || now.Total <= then.Total)
        {
            return null;
        }

        double total = now.Total - then.Total;

        // A virtual machine's idle time may be set back.
        return new MachineProcessor(Share(now.Busy - then.Busy), Share(now.Waiting - then.Waiting), Share(now.Stolen - then.Stolen));

        double Share(long ticks) => Math.Clamp(ticks / total, 0, 1);
    }
}
