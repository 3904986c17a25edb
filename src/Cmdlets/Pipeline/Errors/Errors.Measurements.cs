using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Errors about measurements that are to be set.</summary>
internal static partial class Errors
{
    public static ErrorRecord NotThisMachine(FpmMemoryMeasurement measurement) => Create(
        "NotThisMachine",
        ErrorCategory.InvalidArgument,
        measurement.Pool,
        $"Pool '{measurement.Pool}' was measured on another machine, {measurement.ComputerName}. Nothing was changed.",
        "Measure here: Measure-FpmMemory | Set-FpmPoolTuning.");

    public static ErrorRecord EvidenceStale(FpmMemoryMeasurement measurement, string reason) => Create(
        "EvidenceStale",
        ErrorCategory.InvalidArgument,
        measurement.Pool,
        $"The measurement of pool '{measurement.Pool}' of {measurement.Time:HH:mm:ss} {reason}. Nothing was changed.",
        "Measure again, or give -Force.");

    public static ErrorRecord OppositeChange(SettingChange setting, string notice) => Create(
        "OppositeChange",
        ErrorCategory.InvalidOperation,
        setting.Name,
        $"{notice} Nothing was changed.",
        "See what the pool needs over a whole day, as Measure-FpmMemory in its busiest hour tells; give the value by name, or -Force, to set it all the same.");

    public static ErrorRecord MeasurementUncertain(FpmMemoryMeasurement measurement) => Create(
        "MeasurementUncertain",
        ErrorCategory.InvalidData,
        measurement.Pool,
        $"The measurement of pool '{measurement.Pool}' is uncertain: {measurement.UncertainReason} Nothing was changed.",
        string.Join(' ', measurement.Remarks.Where(remark => remark.MakesUncertain).Select(remark => remark.Remedy).Distinct().Append("-Force sets its numbers anyway.")));

    /// <summary>A measurement that has no numbers to set.</summary>
    public static ErrorRecord NothingMeasured(FpmMemoryMeasurement measurement) => Create(
        "NothingMeasured",
        ErrorCategory.InvalidData,
        measurement.Pool,
        $"Pool '{measurement.Pool}' was not measured: {measurement.UncertainReason} Nothing was changed.",
        string.Join(' ', measurement.Remarks.Select(remark => remark.Remedy).Distinct()));

    public static ErrorRecord MeasurementOfOtherPool(FpmMemoryMeasurement measurement, FpmPool pool) => Create(
        "MeasurementOfOtherPool",
        ErrorCategory.InvalidArgument,
        pool.Pool,
        $"The measurement is of pool '{measurement.Pool}' ({measurement.ConfigurationPath}), not of '{pool.Pool}' ({pool.ConfigurationPath}). Nothing was changed.",
        "Pipe the measurement of the pool: Measure-FpmMemory POOL | Set-FpmPoolTuning.");
}
