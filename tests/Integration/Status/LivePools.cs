using System.Globalization;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Status;

/// <summary>A real php-fpm, what its workers are given to do, and how Get-FpmStatus sees them.</summary>
internal sealed class LivePools : IDisposable
{
    public const string StatusPath = "/fpm-status";

    /// <summary>Enough to see that nothing comes.</summary>
    public static readonly FpmStatusOptions Impatient = new() { Timeout = TimeSpan.FromMilliseconds(700), Interval = TimeSpan.FromMilliseconds(20) };

    private readonly CancellationTokenSource _leaving = new();
    private readonly List<Task> _visitors = [];

    private LivePools(LabDirectory directory, IReadOnlyList<Lab.FpmPool> pools)
    {
        (Directory, Pools) = (directory, pools);
        Fpm = new FpmServer(directory, pools);
    }

    public LabDirectory Directory { get; }

    public FpmServer Fpm { get; }

    public IReadOnlyList<Lab.FpmPool> Pools { get; }

    /// <summary>The parameter that names its main file.</summary>
    public string Parameter => $"-FpmConfigPath {BuiltShell.Quote(Fpm.ConfigurationPath)}";

    public static Dictionary<string, string> Directives(int children, params (string Name, string Value)[] further) =>
        further.Prepend(("pm.max_children", children.ToString(CultureInfo.InvariantCulture))).ToDictionary(pair => pair.Item1, pair => pair.Item2);

    /// <summary>Starts a php-fpm with one pool.</summary>
    public static Task<LivePools> StartAsync(Dictionary<string, string> directives) =>
        StartAsync(directory => [new Lab.FpmPool("www", Path.Combine(directory.Run, "www.sock")) { Directives = directives }]);

    /// <summary>Starts a php-fpm.</summary>
    public static async Task<LivePools> StartAsync(Func<LabDirectory, IReadOnlyList<Lab.FpmPool>> pools)
    {
        var directory = new LabDirectory();
        var live = new LivePools(directory, pools(directory));
        await live.Fpm.StartAsync();
        return live;
    }

    public FpmEndpoint Endpoint(int pool = 0) => FpmEndpoint.Parse(Pools[pool].Endpoint);

    /// <summary>Has a worker run a script; the visitor waits until this is disposed.</summary>
    public void Visit(string code, string query = "", int pool = 0, params (string Name, string Value)[] parameters)
    {
        string script = LabDirectory.Write(Directory.DocumentRoot, Guid.NewGuid().ToString("N") + ".php", "<?php " + code);
        var request = new FastCgiRequest(script) { QueryString = query, Parameters = [.. parameters.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))] };
        FpmEndpoint endpoint = Endpoint(pool);
        _visitors.Add(Task.Run(() =>
        {
            try
            {
                FastCgiClient.Send(endpoint, request, new FastCgiOptions { Timeout = TimeSpan.FromMinutes(5) }, _leaving.Token);
            }
            catch (OperationCanceledException)
            {
                // It left.
            }
        }));
    }

    /// <summary>How the running pools are.</summary>
    public FpmPoolStatus[] Collect(FpmStatusOptions? options = null)
    {
        IReadOnlyList<FpmReading> readings = GatewayReader.ReadFpm(new GatewayTarget { FpmConfigurationPath = Fpm.ConfigurationPath }).Readings;
        return [.. FpmStatusCollector.Collect([.. readings.SelectMany(reading => reading.Configuration.Pools.Select(pool => (reading, pool)))], [], options ?? Impatient)];
    }

    /// <summary>How its only pool is.</summary>
    public FpmPoolStatus Only(FpmStatusOptions? options = null) => Assert.Single(Collect(options));

    /// <summary>Waits until the only pool is as wanted.</summary>
    public async Task<FpmPoolStatus> UntilAsync(Func<FpmPoolStatus, bool> isWanted, string what, FpmStatusOptions? options = null)
    {
        FpmPoolStatus? status = null;
        await Patience.UntilAsync(() => isWanted(status = Only(options)), what);
        return status!;
    }

    public void Dispose()
    {
        _leaving.Cancel();
        Fpm.Dispose();
        Task.WaitAll([.. _visitors]);
        Directory.Dispose();
        _leaving.Dispose();
    }
}
