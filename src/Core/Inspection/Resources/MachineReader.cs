using System.Globalization;
using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Reads what the machine as a whole has and uses.</summary>
/// <param name="procRoot">Where the kernel shows it.</param>
internal sealed class MachineReader(string procRoot)
{
    /// <summary>Memory and swap; null when it does not tell.</summary>
    public MachineMemory? Memory() =>
        MachineMemory.Parse(Text("meminfo") ?? string.Empty) is { } memory
            ? memory with { IsCommitLimited = KernelText.Number(Text("sys/vm/overcommit_memory")) == 2 }
            : null;

    /// <summary>Pressure of all three resources; those that the kernel does not tell of are added to the gaps.</summary>
    public MachinePressure[] Pressure(List<UnseenResource> gaps)
    {
        var found = new List<MachinePressure>();
        foreach ((string file, GatewayResourceKind kind) in (IEnumerable<(string, GatewayResourceKind)>)
            [("memory", GatewayResourceKind.MemoryPressure), ("cpu", GatewayResourceKind.CpuPressure), ("io", GatewayResourceKind.IoPressure)])
        {
            if (PressureText.Parse(Text("pressure/" + file)) is { } read)
            {
                found.Add(new MachinePressure(kind, read.Some, read.SomeMinute, read.Full, read.FullMinute));
            }
            else
            {
                gaps.Add(new UnseenResource(kind, "machine", new NotSeen(
                    $"pressure ({file})", "this kernel does not tell it", "It does from Linux 4.20 on, where distributions turn it off when it is started with psi=1.")));
            }
        }

        return [.. found];
    }

    /// <summary>Load; null when it does not tell.</summary>
    public MachineLoad? Load()
    {
        double[] numbers = [.. (Text("loadavg") ?? string.Empty).Split(' ').Take(3)
            .Select(word => double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) ? number : -1)];
        return numbers is [>= 0, >= 0, >= 0] ? new MachineLoad(numbers[0], numbers[1], numbers[2]) : null;
    }

    /// <summary>Processes and open files; null when it does not tell.</summary>
    public MachineTasks? Tasks()
    {
        // 0.20 0.18 0.12 1/80 11206: running and all.
        string[] fields = (Text("loadavg") ?? string.Empty).Split(' ');
        string[] counts = fields.Length > 3 ? fields[3].Split('/') : [];
        if (counts.Length != 2 || !long.TryParse(counts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long tasks))
        {
            return null;
        }

        IReadOnlyList<long> files = KernelText.Numbers(Text("sys/fs/file-nr"));
        return new MachineTasks(
            tasks,
            KernelText.Number(Text("sys/kernel/threads-max")),
            KernelText.Number(Text("sys/kernel/pid_max")),
            files.Count > 0 ? files[0] : null,
            files.Count > 2 ? files[2] : null);
    }

    /// <summary>What the firewall keeps track of; null where it keeps track of nothing.</summary>
    public ConnectionTracking? Connections() =>
        KernelText.Number(Text("sys/net/netfilter/nf_conntrack_count")) is { } count && KernelText.Number(Text("sys/net/netfilter/nf_conntrack_max")) is > 0 and { } limit
            ? new ConnectionTracking(count, limit)
            : null;

    private string? Text(string file) => KernelText.Read(Path.Combine(procRoot, file));
}
