using System.Globalization;
using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Whether a measurement may change a pool, and what it makes of it. It belongs to a machine and a moment.</summary>
internal static class MeasurementUse
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);

    /// <summary>True when it may be used; false after an error.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="measurement">The measurement.</param>
    /// <param name="pool">The pool that is to be changed.</param>
    /// <param name="master">The php-fpm that runs with it now; null for none.</param>
    public static bool IsUsable(ChangeCommandBase cmdlet, FpmMemoryMeasurement measurement, FpmPool pool, FpmMaster? master)
    {
        ErrorRecord? error = Foreign(measurement, pool) ?? (cmdlet.Force ? null : Doubtful(measurement, master));
        if (error is not null)
        {
            cmdlet.WriteError(error);
        }

        return error is null;
    }

    /// <summary>The directives that it sets; what was given otherwise wins, and the spare servers follow that.</summary>
    /// <param name="measurement">The measurement.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="given">What was given otherwise.</param>
    public static IReadOnlyDictionary<string, string?> Values(FpmMemoryMeasurement measurement, FpmPool pool, IReadOnlyDictionary<string, string?> given)
    {
        var values = new Dictionary<string, string?>(given, StringComparer.OrdinalIgnoreCase);
        values.TryAdd("pm.max_children", Text(measurement.RecommendedMaxChildren!.Value));
        bool isDynamic = values.TryGetValue("pm", out string? manager) ? manager == "dynamic" : pool.ProcessManager == FpmProcessManager.Dynamic;
        if (isDynamic && int.TryParse(values["pm.max_children"], NumberStyles.None, CultureInfo.InvariantCulture, out int children) && children > 0)
        {
            FpmSpareServers spare = FpmSpareServers.For(children);
            values.TryAdd("pm.start_servers", Text(spare.Start));
            values.TryAdd("pm.min_spare_servers", Text(spare.Minimum));
            values.TryAdd("pm.max_spare_servers", Text(spare.Maximum));
        }

        return values;
    }

    private static ErrorRecord? Foreign(FpmMemoryMeasurement measurement, FpmPool pool)
    {
        MachineIdentity here = MachineIdentity.Current;
        bool isElsewhere = measurement.MachineId != here.MachineId || (here.MachineId is null && measurement.BootId != here.BootId);
        return isElsewhere ? Errors.NotThisMachine(measurement)
            : measurement.Pool != pool.Pool || measurement.ConfigurationPath != pool.ConfigurationPath ? Errors.MeasurementOfOtherPool(measurement, pool)
            : measurement.RecommendedMaxChildren is null ? Errors.NothingMeasured(measurement)
            : null;
    }

    private static ErrorRecord? Doubtful(FpmMemoryMeasurement measurement, FpmMaster? master)
    {
        string? stale = measurement.BootId != MachineIdentity.Current.BootId ? "is from before the last boot"
            : (DateTime.Now - measurement.Time).Duration() > Freshness ? "is older than five minutes"
            : measurement.ProcessId != master?.ProcessId || measurement.MasterStartTicks != master?.StartTicks ? "is of a php-fpm that does not run any more"
            : null;
        return stale is not null ? Errors.EvidenceStale(measurement, stale)
            : measurement.IsUncertain ? Errors.MeasurementUncertain(measurement)
            : null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
