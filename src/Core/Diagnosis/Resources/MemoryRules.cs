using static Nginx502.Diagnosis.ResourceText;
using static Nginx502.Diagnosis.ResourceThresholds;

namespace Nginx502.Diagnosis;

/// <summary>Memory, swap, and what was killed for want of it.</summary>
internal static class MemoryRules
{
    private const string Measure = "Measure-FpmMemory";

    /// <summary>Judges them.</summary>
    public static IEnumerable<GatewayResource> Judge(GatewayResourceFacts facts, ResourceRow row)
    {
        if (facts.Memory is { } memory)
        {
            yield return Available(memory, row);
            yield return Swap(memory, row);
            if (memory.IsCommitLimited)
            {
                yield return row.Make(
                    GatewayResourceKind.CommittedMemory, "machine", memory.Committed, memory.CommitLimit, "bytes",
                    ResourceRow.OfCount(memory.Committed, memory.CommitLimit),
                    "The kernel promises no more memory than it has (vm.overcommit_memory 2): beyond the limit no process can be started, though memory is free.",
                    new Remedy("Give it swap, or let it promise more.", "sysctl vm.overcommit_memory=0"));
            }
        }

        foreach (ServiceGroup service in facts.Groups)
        {
            foreach (GatewayResource resource in OfGroup(service, row))
            {
                yield return resource;
            }
        }

        if (facts.OutOfMemory is { } kills)
        {
            yield return Kills(kills, row);
        }
    }

    private static GatewayResource Available(MachineMemory memory, ResourceRow row)
    {
        double share = memory.Total > 0 ? (double)memory.Available / memory.Total : 1;
        GatewayResourceState state = share < NoMemoryShare && memory.Available < SomeMemory ? GatewayResourceState.Exhausted
            : share < LittleMemoryShare && memory.Available < AmpleMemory ? GatewayResourceState.Warning
            : GatewayResourceState.Fine;
        string left = $"{Size(memory.Available)} of {Size(memory.Total)} can still be had";
        return row.Make(
            GatewayResourceKind.Memory, "machine", memory.Total - memory.Available, memory.Total, "bytes", state,
            state == GatewayResourceState.Fine ? left + "." : left + ": the next workers of php-fpm may bring the kernel to kill processes.",
            new Remedy("See what the workers take, and how many fit.", Measure));
    }

    private static GatewayResource Swap(MachineMemory memory, ResourceRow row)
    {
        long used = memory.SwapTotal - memory.SwapFree;
        bool isShort = memory.SwapTotal > 0 && used >= memory.SwapTotal * SwapShare;
        return row.Make(
            GatewayResourceKind.Swap, "machine", used, memory.SwapTotal, "bytes", isShort ? GatewayResourceState.Warning : GatewayResourceState.Fine,
            memory.SwapTotal == 0 ? "There is none."
            : isShort ? $"Nearly all is used: at the next peak the kernel kills processes. Workers that were swapped out answer late."
            : "There is room.",
            new Remedy("See what the workers take, and how many fit.", Measure));
    }

    private static IEnumerable<GatewayResource> OfGroup(ServiceGroup service, ResourceRow row)
    {
        string name = row.NameOf(service.Program, service.ConfigurationPath);
        if (service.Limits.TightestMemory is { EffectiveLimit: { } limit, Available: { } available } tightest)
        {
            double used = limit - available;
            GatewayResourceState state = available <= 0 ? GatewayResourceState.Exhausted : used >= limit * GroupMemoryWarning ? GatewayResourceState.Warning : GatewayResourceState.Fine;
            bool isSlowed = tightest.High is { } high && high == limit && tightest.Limit != limit;
            yield return row.Make(
                GatewayResourceKind.ServiceMemory, $"{name}, {tightest.Path}", used, limit, "bytes", state,
                state == GatewayResourceState.Fine ? $"{Size(available)} of {Size(limit)} can still be had in this control group."
                : isSlowed ? $"{Size(available)} of {Size(limit)} are left before the kernel slows all its processes down (memory.high)."
                : $"{Size(available)} of {Size(limit)} are left before the kernel kills processes of it, whatever the machine has.",
                new Remedy("See what the workers take, and how many fit.", Measure),
                new Remedy("Raise MemoryMax= and MemoryHigh= of the unit, where the machine has more."));
        }

        // A group is made anew with each start of its service.
        if (service.Limits.Memory is [{ OutOfMemoryKills: { } kills } own, ..])
        {
            yield return row.Make(
                GatewayResourceKind.OutOfMemoryKills, $"{name}, {own.Path}", kills, null, "processes",
                service.NewOutOfMemoryKills > 0 ? GatewayResourceState.Exhausted : kills > 0 ? GatewayResourceState.Warning : GatewayResourceState.Fine,
                kills == 0 ? "None was killed for want of memory since the control group was made."
                : $"{CountText.Of(kills, "process")[..^(kills == 1 ? 0 : 1)]}{(kills == 1 ? " was" : "es were")} killed for want of memory since the control group was made{(service.NewOutOfMemoryKills > 0 ? ", just now too" : string.Empty)}: each ended its request with a 502.",
                new Remedy("See what the workers take, and how many fit.", Measure),
                new Remedy("See when, and what was killed.", "journalctl -k -g 'Killed process'"));
        }
    }

    private static GatewayResource Kills(OutOfMemoryKills kills, ResourceRow row) => row.Make(
        GatewayResourceKind.OutOfMemoryKills, "machine", kills.SinceBoot, null, "processes",
        kills.New > 0 ? GatewayResourceState.Exhausted : kills.SinceBoot > 0 ? GatewayResourceState.Note : GatewayResourceState.Fine,
        kills.New > 0 ? $"{kills.New} killed just now for want of memory, {kills.SinceBoot} since boot."
        : kills.SinceBoot > 0 ? $"{kills.SinceBoot} killed for want of memory since boot; whose and when, the kernel's log tells."
        : "None was killed for want of memory since boot.",
        new Remedy("See when, and what was killed.", "journalctl -k -g 'Killed process'"),
        new Remedy("See what the workers take, and how many fit.", Measure));
}
