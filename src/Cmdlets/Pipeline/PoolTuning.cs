using Nginx502.Commands;
using Nginx502.Recovery;

namespace Nginx502.Pipeline;

/// <summary>Plans and makes changes of directives of pools: all pools of one call in one change.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="target">Which configurations are meant.</param>
internal sealed class PoolTuning(SetFpmPoolTuningCommand cmdlet, GatewayTarget target)
{
    /// <summary>Plans the change, asks, and makes it.</summary>
    /// <param name="wanted">The pools, each with its file and its measurement where they were given.</param>
    /// <param name="values">The directives of all; null takes one away.</param>
    /// <param name="processControlTimeout">process_control_timeout of their [global] sections; null to leave it.</param>
    public void Run(IReadOnlyList<PoolTuningRequest> wanted, IReadOnlyDictionary<string, string?> values, string? processControlTimeout)
    {
        IReadOnlyList<FpmReading> readings = GatewayFinding.Fpm(cmdlet, target);
        FpmPool[] all = [.. readings.SelectMany(reading => reading.Configuration.Pools)];
        (FpmPool Pool, FpmMemoryMeasurement? Measurement)[] pools =
        [
            .. wanted.Select(one => (Pool: PoolNaming.One(cmdlet, all, one.Pool, one.Path), one.Measurement))
                .Where(one => one.Pool is not null)
                .Select(one => (one.Pool!, one.Measurement))
                .DistinctBy(one => one.Item1),
        ];
        foreach (FpmReading reading in readings)
        {
            (FpmPool, IReadOnlyDictionary<string, string?>)[] own =
            [
                .. pools.Where(one => reading.Configuration.Pools.Contains(one.Pool))
                    .Where(one => one.Measurement is null || MeasurementUse.IsUsable(cmdlet, one.Measurement, one.Pool, reading.Instance.Master))
                    .Select(one => (one.Pool, one.Measurement is null ? values : MeasurementUse.Values(one.Measurement, one.Pool, values))),
            ];
            if (own.Length > 0)
            {
                Change(reading, own, processControlTimeout, pools.Any(one => one.Measurement is not null) ? values : null);
            }
        }
    }

    private void Change(FpmReading reading, IReadOnlyList<(FpmPool Pool, IReadOnlyDictionary<string, string?> Values)> pools, string? processControlTimeout, IReadOnlyDictionary<string, string?>? typed)
    {
        FpmEditPlan plan = FpmPoolEditor.Plan(reading.Configuration, pools, processControlTimeout is null ? [] : new Dictionary<string, string?> { ["process_control_timeout"] = processControlTimeout });
        string name = string.Join(", ", pools.Select(one => $"pool {one.Pool.Pool} ({one.Pool.ConfigurationPath})"));
        if (plan.IsRefused)
        {
            cmdlet.WriteError(Errors.PoolRulesBroken(name, plan.BrokenRules));
            return;
        }

        foreach (ConfigurationDiagnostic warning in plan.Warnings)
        {
            cmdlet.WriteWarning($"{warning.Message}. {warning.Advice}".TrimEnd());
        }

        foreach (FpmSetting setting in plan.Unchanged)
        {
            cmdlet.WriteVerbose($"{setting.Name} is {setting.Value} already.");
        }

        // What a person types is that person's to say; a measurement is only of its moment.
        if (typed is not null && !cmdlet.Force && OppositeChanges.Of([.. plan.Changes.Where(change => !typed.ContainsKey(change.Name))], target.RootPath, new ChangeJournal().Read().Changes, DateTime.Now) is [var opposite, ..])
        {
            cmdlet.WriteError(Errors.OppositeChange(opposite.Setting, opposite.Notice));
            return;
        }

        var builder = new GatewayChangeBuilder();
        builder.Add(reading, plan.Edits, plan.Changes);
        if (builder.IsEmpty)
        {
            cmdlet.SayUnchanged($"{name}: everything is as wanted already; nothing was changed.");
        }

        cmdlet.MakeChange(name, "Set directives", builder);
    }
}
