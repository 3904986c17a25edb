using System.Globalization;

namespace Nginx502.Diagnosis;

/// <summary>What the kernel knows of those that should take connections, in words.</summary>
internal static class Workers
{
    private const char StoppedState = 'T';
    private const char WaitingForDevice = 'D';

    /// <summary>The processes of the listener that are stopped, the master first.</summary>
    public static IReadOnlyList<int> Stopped(FpmSocketFacts facts) => facts.Listener is not { } listener ? [] :
    [
        .. listener is { State: StoppedState, IsMasterGone: false } ? [listener.ProcessId] : Array.Empty<int>(),
        .. listener.Workers.Where(worker => worker.State == StoppedState).Select(worker => worker.ProcessId),
    ];

    /// <summary>What they do: "php-fpm8.2 123 is stopped (state T) and has no workers", without a full stop.</summary>
    public static string Describe(FpmSocketFacts facts)
    {
        if (facts.Listener is not { } listener)
        {
            return "who listens was not seen";
        }

        if (!listener.IsFpm)
        {
            return $"{listener} takes no connections";
        }

        string master = listener.IsMasterGone ? "their master has ended" : listener.State == StoppedState ? $"the master {Number(listener.ProcessId)} is stopped (state T)" : string.Empty;
        string[] states =
        [
            .. listener.Workers.GroupBy(worker => worker.State).OrderByDescending(group => group.Count()).Select(group => $"{Number(group.Count())} {StateOf(group.Key)}{WaitsIn(group)}"),
        ];
        string workers = listener.Workers.Length == 0 ? "there is no worker" : $"of {Number(listener.Workers.Length)} {(listener.Workers.Length == 1 ? "worker" : "workers")} {string.Join(", ", states)}";
        string pool = listener.Pool is null ? string.Empty : $" of the pool {listener.Pool}";
        return string.Join(", and ", new[] { master, workers + pool }.Where(part => part.Length > 0));
    }

    private static string StateOf(char? state) => state switch
    {
        'R' => "running",
        'S' => "sleeping",
        WaitingForDevice => "waiting for a device (state D)",
        StoppedState => "stopped (state T)",
        null => "not seen",
        _ => $"in state {state}",
    };

    private static string WaitsIn(IEnumerable<FpmSocketWorker> workers) =>
        workers.Select(worker => worker.WaitChannel).OfType<string>().GroupBy(channel => channel).MaxBy(group => group.Count())?.Key is { } channel ? $" in {channel}" : string.Empty;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
