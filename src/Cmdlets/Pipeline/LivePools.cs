using System.Management.Automation;
using Nginx502.Linux;

namespace Nginx502.Pipeline;

/// <summary>The running pools that a cmdlet is to look at, and the endpoints of which no pool is known. What was named and does not run is an error.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="readings">Every php-fpm.</param>
internal sealed class LivePools(PSCmdlet cmdlet, IReadOnlyList<FpmReading> readings)
{
    private readonly (FpmReading Reading, FpmPool Pool)[] _all = [.. readings.SelectMany(reading => reading.Configuration.Pools.Select(pool => (reading, pool)))];
    private readonly List<(FpmReading Reading, FpmPool Pool)> _chosen = [];
    private readonly List<FpmEndpoint> _endpoints = [];

    /// <summary>The pools that were chosen, each once.</summary>
    public IReadOnlyList<(FpmReading Reading, FpmPool Pool)> Pools => [.. _chosen.DistinctBy(chosen => chosen.Pool)];

    /// <summary>The endpoints of which no pool is known, each once.</summary>
    public IReadOnlyList<FpmEndpoint> Endpoints => [.. _endpoints.Distinct()];

    /// <summary>Chooses those that were named; every running pool when nothing was.</summary>
    /// <param name="named">Names of pools, with wildcards, and their files.</param>
    /// <param name="endpoints">Where pools listen.</param>
    public void Add(IReadOnlyList<(string? Name, string? File)> named, IReadOnlyList<FpmEndpoint> endpoints)
    {
        if (named.Count + endpoints.Count == 0)
        {
            _chosen.AddRange(_all.Where(known => known.Pool.IsRunning));
            if (_chosen.Count == 0 && readings.Count > 0)
            {
                WriteNoneRuns();
            }
        }

        foreach ((string? name, string? file) in named)
        {
            AddNamed(name, file);
        }

        foreach (FpmEndpoint endpoint in endpoints)
        {
            (FpmReading Reading, FpmPool Pool)[] there = [.. _all.Where(known => known.Pool.IsRunning && IsAt(known, endpoint))];
            _chosen.AddRange(there);
            _endpoints.AddRange(there.Length == 0 ? [endpoint] : []);
        }
    }

    private void WriteNoneRuns()
    {
        if (readings.FirstOrDefault(reading => reading.Instance.Master is not null) is { } emptied)
        {
            cmdlet.WriteError(Errors.FpmWithoutPools(emptied.Instance.Master!.ProcessId, SafeText.Escape(emptied.Configuration.Path)));
            return;
        }

        IReadOnlyList<int> orphans = GatewayServiceCollector.FpmOrphans();
        cmdlet.WriteError(orphans.Count > 0 ? Errors.FpmWithoutMaster(orphans) : Errors.FpmNotRunning(readings.Select(reading => reading.Configuration.Path)));
    }

    private void AddNamed(string? name, string? file)
    {
        IReadOnlyList<FpmPool> chosen = PoolChoice.Choose([.. _all.Select(known => known.Pool)], name is null ? [] : [name], file, [], out IReadOnlyList<string> missing);
        foreach (string none in missing)
        {
            cmdlet.WriteError(Errors.PoolNotFound(none, _all.Select(known => known.Pool)));
        }

        // Another version that was left installed has its pool "www" too: the one that runs is meant.
        FpmPool[] running = [.. chosen.Where(pool => pool.IsRunning)];
        _chosen.AddRange(_all.Where(known => running.Contains(known.Pool)));
        IReadOnlyList<int> orphans = running.Length > 0 || chosen.Count == 0 ? [] : GatewayServiceCollector.FpmOrphans();
        foreach (FpmPool stopped in running.Length > 0 ? [] : chosen)
        {
            cmdlet.WriteError(orphans.Count > 0 ? Errors.FpmWithoutMaster(orphans) : Errors.PoolNotRunning(stopped));
        }
    }

    // A link leads to a socket by another name.
    private static bool IsAt((FpmReading Reading, FpmPool Pool) known, FpmEndpoint endpoint)
    {
        if (endpoint.Equals(known.Pool.Endpoint))
        {
            return true;
        }

        FileTree files = known.Reading.Instance.Files;
        return endpoint.IsUnixSocket && known.Pool.Endpoint is { IsUnixSocket: true } own && files.IsHost
            && files.TryReadStatus(endpoint.SocketPath, out FileStatus asked) && files.TryReadStatus(own.SocketPath, out FileStatus listening)
            && asked.Identity == listening.Identity;
    }
}
