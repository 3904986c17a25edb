using static Nginx502.Diagnosis.ResourceText;
using static Nginx502.Diagnosis.ResourceThresholds;

namespace Nginx502.Diagnosis;

/// <summary>Pressure, processors, throttling and load.</summary>
internal static class PressureRules
{
    /// <summary>Judges them.</summary>
    public static IEnumerable<GatewayResource> Judge(GatewayResourceFacts facts, ResourceRow row) =>
    [
        .. facts.Pressure.Select(pressure => Pressure(pressure, row)),
        .. facts.Processor is { } processor ? Processor(processor, facts, row) : [],
        .. facts.Groups.Where(group => group.Limits.TightestProcessor is not null).Select(group => Throttling(group, row)),
        .. facts.Load is { } load ? [Load(load, facts.Processors, row)] : Array.Empty<GatewayResource>(),
    ];

    private static GatewayResource Pressure(MachinePressure pressure, ResourceRow row)
    {
        // Of processors "full" says nothing for a whole machine; of memory and disks it says that nothing was done.
        (string what, double share, double warning, double exhausted, string remedy, string? command) = pressure.Resource switch
        {
            GatewayResourceKind.MemoryPressure => ("memory", pressure.Full ?? pressure.Some, MemoryPressureWarning, MemoryPressureExhausted, "See what the workers take, and how many fit.", "Measure-FpmMemory"),
            GatewayResourceKind.IoPressure => ("disks", pressure.Full ?? pressure.Some, IoPressureWarning, double.PositiveInfinity, "See who reads and writes.", "iotop -boP -n 1"),
            _ => ("a processor", pressure.Some, CpuPressureWarning, double.PositiveInfinity, "See who runs.", (string?)"top -b -n 1 -o %CPU"),
        };
        string who = pressure.Resource == GatewayResourceKind.CpuPressure ? "some program" : "every program";
        return row.Make(
            pressure.Resource, "machine", share, null, string.Empty,
            share >= exhausted ? GatewayResourceState.Exhausted : share >= warning ? GatewayResourceState.Warning : GatewayResourceState.Fine,
            $"In {Percent(share)} of the last 10 s {who} waited for {what}; at least one in {Percent(pressure.SomeMinute)} of the last minute.",
            new Remedy(remedy, command));
    }

    private static GatewayResource[] Processor(MachineProcessor processor, GatewayResourceFacts facts, ResourceRow row) =>
    [
        row.Make(
            GatewayResourceKind.Cpu, "machine", processor.Busy, null, string.Empty,
            processor.Busy >= CpuWarning ? GatewayResourceState.Warning : GatewayResourceState.Fine,
            $"{Percent(processor.Busy)} of {CountText.Of(facts.Processors, "processor")} were at work, {Percent(processor.Waiting)} waited for disks{(processor.Busy >= CpuWarning ? ": more workers of php-fpm would make each answer slower" : string.Empty)}.",
            new Remedy("See who runs.", "top -b -n 1 -o %CPU")),
        row.Make(
            GatewayResourceKind.CpuSteal, "machine", processor.Stolen, null, string.Empty,
            processor.Stolen >= StealWarning ? GatewayResourceState.Warning : GatewayResourceState.Fine,
            processor.Stolen >= StealWarning ? $"The host gave {Percent(processor.Stolen)} of the time to other machines: nothing on this one can mend that." : $"The host gave {Percent(processor.Stolen)} of the time to other machines.",
            new Remedy("Ask whoever runs the host, or move to one that is not shared.")),
    ];

    private static GatewayResource Throttling(ServiceGroup service, ResourceRow row)
    {
        ControlGroupProcessor group = service.Limits.TightestProcessor!;
        bool isNow = service.NewPeriods is not null;
        long periods = service.NewPeriods ?? group.Periods;
        long throttled = service.NewThrottledPeriods ?? group.ThrottledPeriods;
        double share = periods > 0 ? (double)throttled / periods : 0;
        return row.Make(
            GatewayResourceKind.CpuThrottling, $"{row.NameOf(service.Program, service.ConfigurationPath)}, {group.Path}", share, null, string.Empty,
            share >= ThrottleWarning ? isNow ? GatewayResourceState.Warning : GatewayResourceState.Note : GatewayResourceState.Fine,
            $"Its quota is {Count(group.Processors ?? 0)} processors; in {Percent(share)} of the periods{(isNow ? string.Empty : " since it was made")} it was used up and everything in it stood still.",
            new Remedy("Raise CPUQuota= of the unit, or the container's limit: more workers would not help."));
    }

    private static GatewayResource Load(MachineLoad load, int processors, ResourceRow row)
    {
        bool isHigh = load.One >= processors * LoadPerProcessor;
        return row.Make(
            GatewayResourceKind.Load, "machine", load.One, processors, "tasks", isHigh ? GatewayResourceState.Warning : GatewayResourceState.Fine,
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{load.One:0.0} ran or waited for a processor or a disk in the last minute, {load.Five:0.0} in five, {load.Fifteen:0.0} in fifteen, on {processors} processors."),
            new Remedy("Tell by the pressure whether it is processors or disks."));
    }
}
