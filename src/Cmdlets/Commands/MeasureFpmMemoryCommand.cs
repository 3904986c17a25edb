using System.Management.Automation;
using Nginx502.Binding;
using Nginx502.Internal;
using Nginx502.Pipeline;

namespace Nginx502.Commands;

/// <summary>Says what the workers of each pool take, what memory there is for them, and how many workers fit, with the arithmetic.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "FpmMemory", HelpUri = HelpPages.Root + "Measure-FpmMemory.md")]
[OutputType(typeof(FpmMemoryMeasurement))]
public sealed class MeasureFpmMemoryCommand : PoolCommandBase
{
    private readonly List<(string[] Pools, string? Path)> _chosen = [];

    /// <summary>Memory that is kept back for other programs: <c>2G</c>.</summary>
    [Parameter]
    [ByteSize]
    [ValidateRange(0, long.MaxValue)]
    public long Reserve { get; set; }

    /// <summary>The part of the available memory that is used.</summary>
    [Parameter]
    [ValidateRange(0.05, 1.0)]
    public double SafetyFactor { get; set; } = 0.8;

    /// <inheritdoc/>
    protected override void ProcessRecord() => _chosen.Add((Pool, ConfigurationPath));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_chosen.Count == 0)
        {
            return;
        }

        GatewayTarget target = ResolveTarget();
        IReadOnlyList<FpmReading> wanted = GatewayFinding.Fpm(this, target);
        GatewayFinding.WarnIfRefused(this, [], wanted);
        IReadOnlyList<FpmReading> all = [.. wanted, .. OthersBeside(target, wanted)];
        FpmMemoryFacts? facts = null;
        UntilStopped(() => facts = FpmMemoryCollector.Collect(all, PipelineStopToken));
        FpmPool[] pools = [.. all.SelectMany(reading => reading.Configuration.Pools)];
        IReadOnlyList<FpmMemoryMeasurement> measured = FpmMemoryMeter.Measure(facts!, pools, Reserve, SafetyFactor);
        WriteEach(Choose(wanted, measured));
        foreach (NotSeen gap in facts!.NotSeen.Distinct())
        {
            Say(gap);
        }
    }

    // All php-fpm share the memory, whichever was named.
    private static IEnumerable<FpmReading> OthersBeside(GatewayTarget target, IReadOnlyList<FpmReading> wanted) => target.FpmConfigurationPath is null
        ? []
        : GatewayReader.ReadFpm(GatewayTarget.ThisMachine).Readings
            .Where(reading => reading.Instance.Master is { } master && !wanted.Any(own => own.Instance.Master?.ProcessId == master.ProcessId));

    private IEnumerable<FpmMemoryMeasurement> Choose(IReadOnlyList<FpmReading> wanted, IReadOnlyList<FpmMemoryMeasurement> measured)
    {
        // They come in the order of the pools, those that were asked for first.
        FpmPool[] pools = [.. wanted.SelectMany(reading => reading.Configuration.Pools)];
        var given = new HashSet<FpmPool>();
        foreach ((string[] names, string? path) in _chosen)
        {
            IReadOnlyList<FpmPool> chosen = PoolChoice.Choose(pools, names, path, phpVersions: [], out IReadOnlyList<string> missing);
            foreach (string name in missing)
            {
                WriteError(Errors.PoolNotFound(name, pools));
            }

            foreach (FpmPool pool in chosen.Where(given.Add))
            {
                yield return measured[Array.IndexOf(pools, pool)];
            }
        }
    }

    private void Say(NotSeen gap)
    {
        if (Environment.IsPrivilegedProcess)
        {
            WriteWarning(gap.ToString());
        }
        else
        {
            WriteError(Errors.NotSeen(gap));
        }
    }
}
