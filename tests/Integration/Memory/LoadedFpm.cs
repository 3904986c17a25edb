using Nginx502.FastCgi;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Memory;

/// <summary>A real php-fpm whose requests take memory, and that is asked by many at once.</summary>
internal sealed class LoadedFpm : IDisposable
{
    private const string Script = """
        <?php
        // Takes memory, computes for a fifth of a second, and waits until all that were asked for have theirs.
        if (isset($_GET['session'])) {
            ini_set('session.save_path', $_GET['state']);
            session_id('nginx502test');
        }
        $held = str_repeat('x', 1048576 * (int) $_GET['mb']);
        while (getrusage()['ru_utime.tv_sec'] * 1000000 + getrusage()['ru_utime.tv_usec'] < 200000) {
            md5($held[0]);
        }
        file_put_contents($_GET['state'] . '/' . $_GET['name'], '');
        if (isset($_GET['session'])) {
            session_start();
        }
        $end = microtime(true) + 60;
        while (microtime(true) < $end && !file_exists($_GET['state'] . '/go-' . $_GET['round'])) {
            usleep(5000);
            clearstatcache();
        }
        echo strlen($held);
        """;

    private readonly LabDirectory _directory = new();
    private readonly string _script;
    private int _round;

    private LoadedFpm()
    {
        _script = LabDirectory.Write(_directory.DocumentRoot, "take.php", Script);
        Fpm = new FpmServer(_directory, [Pool(1)]);
    }

    /// <summary>The php-fpm.</summary>
    public FpmServer Fpm { get; }

    private string Socket => Path.Combine(_directory.Run, "php-fpm.sock");

    /// <summary>Starts one with so many workers.</summary>
    public static async Task<LoadedFpm> StartAsync(int workers, MemoryGroup? group = null)
    {
        var loaded = new LoadedFpm();
        await loaded.RestartAsync(workers, group);
        return loaded;
    }

    /// <summary>Starts it anew with so many workers.</summary>
    public async Task RestartAsync(int workers, MemoryGroup? group = null)
    {
        await Fpm.StartAsync([Pool(workers)]);
        if (group is not null)
        {
            // What it has from before its move is not counted there: it is loaded anew.
            group.Take(Fpm);
            await Fpm.ReloadAsync();
        }
    }

    /// <summary>So many requests at once, each with its memory until all have theirs; gives how many were answered.</summary>
    /// <param name="requests">How many.</param>
    /// <param name="megabytes">What each takes.</param>
    /// <param name="isLost">True when there is no use in waiting for the others.</param>
    /// <param name="whileHeld">Runs while all have theirs.</param>
    /// <param name="session">True to have all use one session, so that one alone goes on.</param>
    public async Task<int> AskAsync(int requests, int megabytes, Func<bool>? isLost = null, Action? whileHeld = null, bool session = false)
    {
        int round = ++_round;
        (FastCgiTarget, EncodedRequest)[] all =
        [
            .. Enumerable.Range(0, requests).Select(number => (FastCgiTarget.Of(FpmEndpoint.Parse(Socket)), EncodedRequest.Encode(new FastCgiRequest(_script)
            {
                QueryString = $"mb={megabytes}&state={Uri.EscapeDataString(_directory.State)}&round={round}&name=taken-{round}-{number}{(session ? "&session=1" : "")}",
            }))),
        ];
        Task<int> answered = Task.Run(() => FastCgiClient.SendAll(all, new FastCgiOptions { Timeout = Patience.Limit })
            .Count(one => one.Response.Failure is null && one.Response.Body == $"{1048576L * megabytes}"));
        await Patience.UntilAsync(
            () => Directory.GetFiles(_directory.State, $"taken-{round}-*").Length == requests || answered.IsCompleted || isLost?.Invoke() == true, "all requests to have their memory");
        whileHeld?.Invoke();
        await File.WriteAllTextAsync(Path.Combine(_directory.State, $"go-{round}"), string.Empty);
        return await answered;
    }

    /// <summary>What is collected of all php-fpm of the machine, with this one's pools.</summary>
    public (FpmMemoryFacts Facts, IReadOnlyList<Nginx502.FpmPool> Pools) Collect()
    {
        IReadOnlyList<FpmReading> readings = GatewayReader.ReadFpm(new GatewayTarget { FpmConfigurationPath = Fpm.ConfigurationPath }).Readings;
        return (FpmMemoryCollector.Collect(readings), [.. readings.SelectMany(reading => reading.Configuration.Pools)]);
    }

    /// <summary>Measures its pool.</summary>
    public FpmMemoryMeasurement Measure()
    {
        (FpmMemoryFacts facts, IReadOnlyList<Nginx502.FpmPool> pools) = Collect();
        return FpmMemoryMeter.Measure(facts, pools).Single();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Fpm.Dispose();
        _directory.Dispose();
    }

    private Nginx502.Lab.FpmPool Pool(int workers) => new("www", Socket) { Directives = new Dictionary<string, string> { ["pm.max_children"] = $"{workers}", ["php_admin_value[memory_limit]"] = "512M" } };
}
