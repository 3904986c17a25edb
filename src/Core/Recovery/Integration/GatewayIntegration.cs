using System.Diagnostics;
using Nginx502.Diagnosis;
using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502;

/// <summary>Tests pools and the locations of nginx that lead to them by a probe, a script that lies there for a moment and that answers nobody else.</summary>
public sealed class GatewayIntegration
{
    private readonly IReadOnlyList<NginxReading> _nginx;
    private readonly GatewayIntegrationOptions _options;
    private readonly AlignmentContext _context;
    private readonly FileCalls _calls = FileCalls.Kernel;

    /// <summary>Prepares it; nothing is written or asked yet.</summary>
    /// <param name="nginx">The nginx of this machine.</param>
    /// <param name="gateway">Both sides together.</param>
    /// <param name="options">How it is tested.</param>
    public GatewayIntegration(IReadOnlyList<NginxReading> nginx, GatewayConfiguration gateway, GatewayIntegrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(nginx);
        ArgumentNullException.ThrowIfNull(gateway);
        ArgumentNullException.ThrowIfNull(options);
        (_nginx, _options, _context) = (nginx, options, new AlignmentContext(gateway));
    }

    /// <summary>Removes the probes that an earlier run left which was killed, and gives their paths: what is this module's by name and owner, and has expired.</summary>
    /// <param name="pools">The pools in whose document roots they are looked for.</param>
    public IReadOnlyList<string> RemoveLeftovers(IReadOnlyList<FpmPool> pools)
    {
        ArgumentNullException.ThrowIfNull(pools);
        DateTime now = DateTime.UtcNow;
        IEnumerable<string> directories = pools.SelectMany(pool => LocationsOf(pool).Select(one => (one.Nginx, one.Upstream, Name: PhpProbe.Prefix + FpmHalf.ExtensionFor(pool))))
            .Select(one => ProbeUri.DirectoryFor(one.Upstream.Location, one.Name) is { } directory
                ? NginxHalf.DirectoryOf(one.Nginx, one.Upstream, directory + one.Name, NginxHalf.HostOf(one.Upstream) ?? string.Empty)
                : null)
            .OfType<string>()
            .Distinct();
        return [.. ProbeLeftovers.Clean(_calls, _options.Place, now), .. directories.SelectMany(directory => DocumentRootProbe.Clean(_calls, directory, now))];
    }

    /// <summary>Tests a pool, and each location that leads there: a result each; one for the pool alone where none does.</summary>
    /// <param name="reading">Its php-fpm.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="token">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended; what was written is removed.</exception>
    public IEnumerable<GatewayIntegrationResult> Test(FpmReading reading, FpmPool pool, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(pool);
        return TestInTurn(reading, pool, token);
    }

    private IEnumerable<GatewayIntegrationResult> TestInTurn(FpmReading reading, FpmPool pool, CancellationToken token)
    {
        (NginxReading Nginx, NginxUpstream Upstream)[] locations = [.. LocationsOf(pool)];
        NginxReading? first = locations.Length > 0 ? locations[0].Nginx : _nginx.FirstOrDefault(nginx => nginx.Instance.Master is not null);
        var alone = new FpmHalf(_calls, _options);
        var through = new NginxHalf(_calls, _options);
        DateTime time = DateTime.Now;
        long start = Stopwatch.GetTimestamp();
        var leftovers = new List<string>();
        FpmHalfFacts fpm = alone.Ask(reading, pool, first, locations.Length > 0 ? locations[0].Upstream : null, leftovers, token);
        TimeSpan aloneTime = Stopwatch.GetElapsedTime(start);
        if (locations.Length == 0)
        {
            yield return Finish(IntegrationJudgement.Judge(pool, fpm, new NginxHalfFacts()), leftovers, time, aloneTime);
            yield break;
        }

        foreach ((NginxReading nginx, NginxUpstream upstream) in locations)
        {
            start = Stopwatch.GetTimestamp();
            NginxHalfFacts facts = through.Ask(nginx, upstream, reading, pool, leftovers, token);
            yield return Finish(IntegrationJudgement.Judge(pool, fpm, facts), leftovers, time, aloneTime + Stopwatch.GetElapsedTime(start));
            leftovers = [];
        }
    }

    private static GatewayIntegrationResult Finish(GatewayIntegrationResult result, List<string> leftovers, DateTime time, TimeSpan duration) => result with
    {
        Leftovers = [.. leftovers],
        Time = time,
        Duration = duration,
        ComputerName = Environment.MachineName,
        Machine = MachineIdentity.Current,
    };

    private IEnumerable<(NginxReading Nginx, NginxUpstream Upstream)> LocationsOf(FpmPool pool) => _nginx
        .SelectMany(nginx => nginx.Configuration.Upstreams.Select(upstream => (nginx, upstream)))
        .Where(one => one.upstream.Protocol == UpstreamProtocol.FastCgi
            && one.upstream.Endpoints.Any(endpoint => endpoint.Equals(pool.Endpoint) || _context.Matching.At(endpoint).Any(found => found.Pool == pool.Pool && found.ConfigurationPath == pool.ConfigurationPath)));
}
