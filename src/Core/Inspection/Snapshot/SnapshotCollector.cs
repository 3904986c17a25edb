using System.Diagnostics;
using Nginx502.Inspection;
using Nginx502.Linux;
using Nginx502.Nginx;

namespace Nginx502;

/// <summary>
/// Takes a snapshot: all collectors side by side, within one deadline. One that fails or hangs costs its own part and is named. Changes nothing; each
/// endpoint and each pool's page takes a free worker for a moment.
/// </summary>
public static class SnapshotCollector
{
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromHours(24);
    private static readonly TimeSpan CountingInterval = TimeSpan.FromMilliseconds(100);

    private const double ReadingShare = 0.8;
    private const double BoundingShare = 0.2;
    private static readonly TimeSpan LeastReading = TimeSpan.FromMilliseconds(200);

    // A worker that is not busy answers in a thousandth of that; one that is does not answer in any time.
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Takes one of this machine, or of a copy of a server's files.</summary>
    /// <param name="target">Which nginx and php-fpm are meant.</param>
    /// <param name="options">How.</param>
    /// <param name="token">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static GatewaySnapshot Take(GatewayTarget target, SnapshotOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        long start = Stopwatch.GetTimestamp();
        DateTime time = DateTime.Now;
        var gaps = new SnapshotGaps();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(token);
        deadline.CancelAfter(options.Deadline);
        var parts = new SnapshotParts(options.Deadline, gaps, deadline.Token);
        Task<GatewayReadings<NginxReading>> nginx = parts.Collect("nginx and its configuration", _ => GatewayReader.ReadNginx(target), new GatewayReadings<NginxReading>([], [], []));
        Task<GatewayReadings<FpmReading>> fpm = parts.Collect("php-fpm and its configuration", _ => GatewayReader.ReadFpm(target), new GatewayReadings<FpmReading>([], [], []));
        Task.WaitAll([nginx, fpm], token);
        AddMissing(gaps, nginx.Result.Readings.Count, nginx.Result.Notes, "nginx", "-NginxConfigPath");
        AddMissing(gaps, fpm.Result.Readings.Count, fpm.Result.Notes, "php-fpm", "-FpmConfigPath");

        DateTime since = WholeSecond(options.Since ?? time - DefaultWindow);
        DateTime logsSince = options.Since is null ? WholeSecond(BeginningOfLogs(nginx.Result.Readings, since, options.Deadline * BoundingShare, gaps, deadline.Token)) : since;
        var collection = new Collection(parts, nginx.Result.Readings, fpm.Result.Readings, options, since, logsSince, start);
        GatewaySnapshot files = new()
        {
            ComputerName = Environment.MachineName,
            Time = time,
            Since = collection.Since,
            IsPrivileged = Environment.IsPrivilegedProcess,
        };
        GatewaySnapshot snapshot = target.RootPath is { } root
            ? collection.OfFiles(files with { ComputerName = CopiedMachine.NameOf(root), RootPath = SafeText.Escape(root) }, gaps, deadline.Token, token)
            : collection.OfMachine(files with { Machine = MachineIdentity.Current }, target, gaps, deadline.Token, token);
        return snapshot with
        {
            Duration = Stopwatch.GetElapsedTime(start),
            NotSeen = [.. gaps.All.Concat(snapshot.Configuration.NotSeen).Concat(snapshot.Timeline?.NotSeen ?? []).Distinct()],
        };
    }

    // Logs on a disk that does not answer cost no more than their own part: nothing else waits for where they begin.
    private static DateTime BeginningOfLogs(IReadOnlyList<NginxReading> nginx, DateTime since, TimeSpan limit, SnapshotGaps gaps, CancellationToken deadline)
    {
        using var early = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        early.CancelAfter(limit);
        return new SnapshotParts(limit, gaps, early.Token).Collect("where the error logs begin", _ => LogWindow.Bound(nginx, since, LogWindow.MostBytes, gaps), since).GetAwaiter().GetResult();
    }

    // Logs count whole seconds: what was said within that of the beginning is told too.
    private static DateTime WholeSecond(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private static void AddMissing(SnapshotGaps gaps, int count, IReadOnlyList<string> notes, string program, string parameter)
    {
        foreach (string note in notes)
        {
            gaps.Add(new NotSeen(program, note, $"{parameter} names its main file."));
        }

        if (count == 0 && notes.Count == 0)
        {
            gaps.Add(new NotSeen(program, "neither a running one nor a configuration was found", $"{parameter} names its main file."));
        }
    }

    // The collectors over two sets of readings.
    private sealed record Collection(SnapshotParts Parts, IReadOnlyList<NginxReading> Nginx, IReadOnlyList<FpmReading> Fpm, SnapshotOptions Options, DateTime Since, DateTime LogsSince, long Start)
    {
        // A copy of a server has files and no life.
        public GatewaySnapshot OfFiles(GatewaySnapshot snapshot, SnapshotGaps gaps, CancellationToken deadline, CancellationToken token)
        {
            Task<GatewayConfiguration> configuration = Configuration();
            Task<LogEvidence> written = Written(gaps, deadline);
            Task.WaitAll([configuration, written], token);
            return WithLogs(snapshot, written.Result) with { Configuration = configuration.Result, Returns = Returns() };
        }

        public GatewaySnapshot OfMachine(GatewaySnapshot snapshot, GatewayTarget target, SnapshotGaps gaps, CancellationToken deadline, CancellationToken token)
        {
            Task<GatewayConfiguration> configuration = Configuration();
            Task<FpmSocketFacts[]> sockets = Parts.Collect(
                "the endpoints",
                cancel => FpmSocketSurvey.Look(FpmSocketSurvey.EndpointsInUse(Nginx, Fpm), Nginx, Fpm, new FpmSocketOptions { Timeout = AnswerTimeout }, cancel).ToArray(),
                Array.Empty<FpmSocketFacts>());
            Task<FpmPoolStatus[]> pools = Parts.Collect(
                "what the pools do",
                cancel => FpmStatusCollector.Collect(
                    [.. Fpm.SelectMany(reading => reading.Configuration.Pools.Select(pool => (reading, pool)))], [], new FpmStatusOptions { IsFull = true, Timeout = AnswerTimeout }, cancel).ToArray(),
                Array.Empty<FpmPoolStatus>());
            Task<GatewayService[]> services = Parts.Collect("the services", cancel => GatewayServiceCollector.Collect(target, out _, cancel).ToArray(), Array.Empty<GatewayService>());
            Task<PackageManagerWork?> packages = Parts.Collect("whether a package manager is at work", _ => PackageLocks.Holder(PackageLocks.Usual), (PackageManagerWork?)null);
            Task<GatewayResourceFacts?> resources = Parts.Collect("what can run out", cancel => GatewayResourceCollector.Collect(Nginx, Fpm, CountingInterval, cancel), (GatewayResourceFacts?)null);
            Task<FpmMemoryFacts?> memory = Parts.Collect("the memory of workers", cancel => FpmMemoryCollector.Collect(Fpm, cancel), (FpmMemoryFacts?)null);
            Task<NginxNameFacts[]> names = Parts.Collect(
                "the names of upstreams", cancel => NameCollector.Collect(Nginx, _ => true, _ => true, Options.Deadline * 0.5, cancel).ToArray(), Array.Empty<NginxNameFacts>());
            Task<GatewayTimeline?> timeline = Parts.Collect(
                "what changed", cancel => TimelineCollector.Collect(Nginx, Fpm, new TimelineOptions { Since = Since, ErrorLogsSince = LogsSince, Changes = Options.Changes, Limit = Left() }, cancel), (GatewayTimeline?)null);
            int[] masters = [.. Nginx.Select(reading => reading.Instance.Master?.ProcessId).OfType<int>()];
            Task<FirewallFacts?> firewall = Parts.Collect("the firewall", cancel => FirewallReader.Read(masters, cancel), (FirewallFacts?)null);
            Task<SiteProbe[]> probes = Parts.Collect("the sites", cancel => SiteProber.Probe(Nginx, Options, gaps, AnswerTimeout * 3, cancel), Array.Empty<SiteProbe>());

            // What the probes made nginx say belongs to the evidence.
            Task<LogEvidence> written = Options.Sites.Count == 0 ? Written(gaps, deadline) : probes.ContinueWith(_ => Written(gaps, deadline), TaskScheduler.Default).Unwrap();
            Task<ConfigurationTestResult[]> tests = Options.TestsConfigurations
                ? configuration.ContinueWith(done => Parts.Collect("configurations that are not loaded", cancel => UnloadedConfigurations.Test(Nginx, Fpm, done.Result, cancel), Array.Empty<ConfigurationTestResult>()), TaskScheduler.Default).Unwrap()
                : Task.FromResult(Array.Empty<ConfigurationTestResult>());
            Task<SiteProbe[]> explained = written.ContinueWith(
                _ => Parts.Collect("what nginx says of the probe", _ => probes.Result.Select(probe => probe.IsViaDns ? probe : new LogEvidenceCollector(Since, gaps, deadline).WithErrors(probe, Nginx)).ToArray(), probes.Result),
                TaskScheduler.Default).Unwrap();
            Task.WaitAll([configuration, sockets, pools, services, packages, resources, memory, names, timeline, firewall, explained, written, tests], token);
            return WithLogs(snapshot, written.Result) with
            {
                Configuration = configuration.Result,
                Services = services.Result,
                PackageManager = packages.Result,
                Sockets = sockets.Result,
                Pools = pools.Result,
                Resources = resources.Result,
                Memory = memory.Result,
                Names = names.Result,
                ConfigurationTests = tests.Result,
                Returns = Returns(),
                Timeline = timeline.Result,
                Firewall = firewall.Result,
                Probes = explained.Result,
            };
        }

        private static GatewaySnapshot WithLogs(GatewaySnapshot snapshot, LogEvidence written) =>
            snapshot with { Errors = written.Errors, Answers = written.Answers, FpmEvents = written.FpmEvents, Logs = written.Logs };

        private Task<GatewayConfiguration> Configuration() =>
            Parts.Collect(GatewaySnapshot.BothConfigurations, cancel => GatewayCollector.Collect(Nginx, Fpm, cancel), new GatewayConfiguration());

        // The error logs come first: without them nothing is known, without the others less.
        private async Task<LogEvidence> Written(SnapshotGaps gaps, CancellationToken deadline)
        {
            using var reading = CancellationTokenSource.CreateLinkedTokenSource(deadline);
            reading.CancelAfter(Left());
            var collector = new LogEvidenceCollector(LogsSince, gaps, reading.Token);
            LocatedLogs logs = await Parts.Collect("the logs", _ => LocatedLogs.Of(Nginx, Fpm), LocatedLogs.None).ConfigureAwait(false);
            Task<FpmEventEvidence[]> events = Parts.Collect(LogEvidence.OfFpmLogs, _ => collector.Events(logs), Array.Empty<FpmEventEvidence>());
            (ErrorEvidence Evidence, string[] Addresses)[] errors = await Parts.Collect(LogEvidence.OfErrorLogs, _ => collector.Errors(logs), Array.Empty<(ErrorEvidence, string[])>()).ConfigureAwait(false);
            LogEvidence read = await Parts.Collect(LogEvidence.OfAccessLogs, end => collector.Answers(logs, errors, end), new LogEvidence([.. errors.Select(error => error.Evidence)], [], [], [])).ConfigureAwait(false);
            return read with { FpmEvents = await events.ConfigureAwait(false), Logs = logs.All };
        }

        // What is read in parts ends a little earlier than what is waited for, and keeps what it has.
        private TimeSpan Left()
        {
            TimeSpan left = (Options.Deadline * ReadingShare) - Stopwatch.GetElapsedTime(Start);
            return left > LeastReading ? left : LeastReading;
        }

        private NginxReturn[] Returns() => [.. Nginx.SelectMany(reading => NginxReturn.ReadAll(reading.Configuration))];
    }
}
