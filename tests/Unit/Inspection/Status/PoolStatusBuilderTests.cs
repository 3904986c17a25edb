using System.Text;
using System.Text.Json;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection.Status;

/// <summary>What is made of what was seen of a pool. No pool is asked here.</summary>
public sealed class PoolStatusBuilderTests
{
    private static readonly FpmEndpoint Endpoint = FpmEndpoint.Parse("/run/php/www.sock");

    // most, workers, idle of them (-1: not seen), waiting (-1: not seen): full?
    [Theory]
    [InlineData(5, 5, 0, 0, true)]
    [InlineData(5, 5, 0, 7, true)]
    [InlineData(5, 5, 1, 0, false)]
    [InlineData(5, 5, 1, 2, true)]
    [InlineData(5, 3, 0, 9, false)]
    [InlineData(5, 5, -1, 0, null)]
    [InlineData(5, 5, -1, 3, true)]
    [InlineData(5, 5, -1, -1, null)]
    [InlineData(5, 0, 0, 0, false)]
    public void A_pool_is_full_when_the_next_visitor_has_to_wait(int most, int workers, int idle, int waiting, bool? isFull)
    {
        FpmPoolStatus status = PoolStatusBuilder.Build(
            new PoolStatusFacts
            {
                Pool = Pool("www", most),
                Endpoint = Endpoint,
                Queue = waiting < 0 ? null : new ListeningSocket(Endpoint, 1, waiting, 511, 0, 0, null),
                Sample = new FpmWorkerSample
                {
                    Workers = [.. Enumerable.Range(0, workers).Select(index => new FpmWorkerActivity { ProcessId = index + 1, Wait = idle < 0 ? FpmWorkerWait.Unknown : index < idle ? FpmWorkerWait.Request : FpmWorkerWait.Timer })],
                },
            },
            isFull: false);

        Assert.Equal(isFull, status.IsFull);
        Assert.Equal((workers, idle < 0 ? null : idle, waiting < 0 ? (long?)null : waiting), (status.TotalProcesses, status.IdleProcesses, status.ListenQueue));
        Assert.Equal((FpmStatusSource.Kernel, FpmStatusProblem.NotConfigured), (status.Source, status.Problem));
    }

    // The queue was counted before the page came: who waited then has a worker by now, unless more waited than are free.
    [Theory]
    [InlineData(2, 0, 1, false)]
    [InlineData(2, 0, 2, false)]
    [InlineData(2, 0, 3, true)]
    [InlineData(0, 2, 0, true)]
    [InlineData(0, 2, 1, true)]
    public void A_pool_with_a_free_worker_for_each_who_waited_is_not_full(int idle, int active, int waited, bool isFull)
    {
        FpmPoolStatus status = PoolStatusBuilder.Build(
            new PoolStatusFacts
            {
                Pool = Pool("www", 2),
                Endpoint = Endpoint,
                StatusEndpoint = FpmEndpoint.Parse("/run/php/status.sock"),
                Queue = new ListeningSocket(Endpoint, 1, waited, 511, 0, 0, null),
                Page = Page("www", idle, active),
            },
            isFull: false);

        Assert.Equal((isFull, (long?)waited), (status.IsFull, status.ListenQueue));
    }

    // The file has 9 by now, and php-fpm runs with what it was before: that there may be more is not known.
    [Theory]
    [InlineData(false, "dynamic", 1, false)]
    [InlineData(true, "dynamic", 1, true)]
    [InlineData(true, "dynamic", 1, null, 6)]
    [InlineData(true, "dynamic", 0, null)]
    [InlineData(true, "static", 0, true)]
    public void A_file_that_is_not_loaded_tells_no_limit(bool isFileChanged, string manager, long reached, bool? isFull, int most = 2)
    {
        FpmPoolStatus status = PoolStatusBuilder.Build(
            new PoolStatusFacts
            {
                Pool = Pool("www", 9),
                Endpoint = Endpoint,
                StatusEndpoint = FpmEndpoint.Parse("/run/php/status.sock"),
                Queue = new ListeningSocket(Endpoint, 1, 7, 511, 0, 0, null),
                Page = Page("www", idle: 0, active: 2, manager, reached, most),
                IsFileChanged = isFileChanged,
            },
            isFull: false);

        Assert.Equal(isFull, status.IsFull);
        Assert.Equal(isFileChanged, status.NotSeen.Any(gap => gap.What.Contains("pm.max_children", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false, 1, 1)]
    [InlineData(true, 0, 2)]
    public void The_worker_that_gives_the_page_is_not_busy(bool isAside, int idle, int active)
    {
        FpmPoolStatus status = PoolStatusBuilder.Build(
            new PoolStatusFacts
            {
                Pool = Pool("www", 2),
                Endpoint = Endpoint,
                StatusEndpoint = isAside ? FpmEndpoint.Parse("/run/php/status.sock") : Endpoint,
                Page = Page("www", idle: 0, active: 2),
            },
            isFull: false);

        Assert.Equal((idle, active, 2, FpmStatusSource.StatusPage), (status.IdleProcesses, status.ActiveProcesses, status.TotalProcesses, status.Source));
    }

    [Theory]
    [InlineData("www", "www", null)]
    [InlineData("www", "shop", FpmStatusProblem.OtherPool)]
    [InlineData("a-very-long-name-of-a-pool-that-is-cut", "a-very-long-name-of-a-pool-that", null)]
    [InlineData("a-very-long-name", "a-very", FpmStatusProblem.OtherPool)]
    public void A_page_of_another_pool_is_none(string pool, string told, FpmStatusProblem? problem) => Assert.Equal(
        problem, PoolStatusBuilder.Build(new PoolStatusFacts { Pool = Pool(pool, 2), Endpoint = Endpoint, StatusEndpoint = Endpoint, Page = Page(told, 1, 1) }, isFull: false).Problem);

    [Fact]
    public void What_most_workers_do_comes_first_and_idle_ones_last()
    {
        FpmPoolStatus status = PoolStatusBuilder.Build(
            new PoolStatusFacts
            {
                Pool = Pool("www", 9),
                Sample = new FpmWorkerSample
                {
                    Workers =
                    [
                        Worker(1, FpmWorkerWait.Request), Worker(2, FpmWorkerWait.Request), Worker(3, FpmWorkerWait.Request),
                        Worker(4, FpmWorkerWait.Processor), Worker(5, FpmWorkerWait.Network, "10.0.0.5:3306"), Worker(6, FpmWorkerWait.Network, "10.0.0.5:3306"), Worker(7, FpmWorkerWait.Ended),
                    ],
                },
            },
            isFull: true);

        Assert.Equal(["2 waits for a server at 10.0.0.5:3306", "1 computes", "3 idle"], status.Activities.Select(activity => activity.ToString()));
        Assert.Equal(6, status.Workers.Length);
        Assert.Equal([4, 5, 6, 1, 2, 3], status.Workers.Select(worker => worker.ProcessId));
    }

    [Fact]
    public void Numbers_of_a_container_are_not_mixed_with_ours()
    {
        IReadOnlyList<FpmWorkerStatus> workers = WorkerJoin.Join(
            "www", null, new FpmStatus { Processes = [new FpmStatusProcess { ProcessId = 7, State = FpmProcessState.Running }] }, new FpmWorkerSample { Workers = [Worker(4711, FpmWorkerWait.Timer)] });

        Assert.Equal([(7, FpmProcessState.Running, null), (4711, null, FpmWorkerWait.Timer)], workers.Select(worker => (worker.ProcessId, worker.State, worker.Wait)).Order());
    }

    [Fact]
    public void Commands_of_remedies_name_the_pool_and_its_file()
    {
        FpmPoolStatus status = PoolStatusBuilder.Build(new PoolStatusFacts { Pool = Pool("o'hara", 2), Endpoint = Endpoint }, isFull: false);

        Assert.Equal(
            [
                "Set-FpmPoolTuning -Pool 'o''hara' -ConfigurationPath /etc/php/pool.conf -Directive @{ 'pm.status_path' = '/fpm-status' } -Reload",
                "Set-FpmPoolTuning -Pool 'o''hara' -ConfigurationPath /etc/php/pool.conf -Directive @{ 'pm.status_listen' = '/run/php/ohara-status.sock' } -Reload",
            ],
            status.Remedies.Select(remedy => remedy.Command));
    }

    [Fact]
    public void It_is_the_same_from_json()
    {
        FpmPoolStatus status = PoolStatusBuilder.Build(
            new PoolStatusFacts { Pool = Pool("www", 2), Endpoint = Endpoint, StatusEndpoint = Endpoint, Page = Page("www", 1, 1), Time = DateTime.Now, Sample = new FpmWorkerSample { Workers = [Worker(1, FpmWorkerWait.Processor)] } },
            isFull: true);

        string json = JsonSerializer.Serialize(status);
        FpmPoolStatus read = JsonSerializer.Deserialize<FpmPoolStatus>(json)!;

        Assert.Equal(json, JsonSerializer.Serialize(read));
        Assert.Equal((status.Endpoint, status.Time, DateTimeKind.Local), (read.Endpoint, read.Time, read.Time.Kind));
    }

    private static FpmWorkerActivity Worker(int processId, FpmWorkerWait wait, string? waitsFor = null) => new() { ProcessId = processId, Wait = wait, WaitsFor = waitsFor };

    private static FpmPool Pool(string name, int most) => new()
    {
        Pool = name,
        ConfigurationPath = "/etc/php/pool.conf",
        Settings = [new FpmSetting("listen", "/run/php/www.sock", false, null, null), new FpmSetting("pm.max_children", most.ToString(System.Globalization.CultureInfo.InvariantCulture), false, null, null)],
    };

    private static FpmStatusResult Page(string pool, int idle, int active, string manager = "static", long reached = 0, int most = 2) => FpmStatusQuery.Read(new FastCgiResponse(Endpoint)
    {
        Status = 200,
        BodyBytes = Encoding.UTF8.GetBytes($"{{\"pool\":\"{pool}\",\"process manager\":\"{manager}\",\"max children reached\":{reached},\"max active processes\":{most},\"accepted conn\":4,\"idle processes\":{idle},\"active processes\":{active},\"total processes\":{idle + active}}}"),
    });
}
