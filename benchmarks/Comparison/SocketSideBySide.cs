using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Nginx502.Benchmarks.Comparison;

/// <summary>Testing sockets beside <c>cgi-fcgi</c>, which makes the same round trip; and many at once, of which half hang.</summary>
internal static class SocketSideBySide
{
    private const int Endpoints = 200;
    private const string Program = "/usr/sbin/php-fpm8.2";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static void Run(BenchOptions options, Report report)
    {
        string directory = Directory.CreateTempSubdirectory("nginx502-bench-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(directory, (UnixFileMode)0b111_101_101);
        }

        string path = Path.Combine(directory, "php.sock");
        string configuration = Path.Combine(directory, "php-fpm.conf");
        File.WriteAllText(configuration, string.Join('\n', "[global]", "error_log = /dev/null", "[www]", "user = www-data", "group = www-data", $"listen = {path}", "listen.mode = 0666", "pm = static", "pm.max_children = 4", "ping.path = /ping"));
        using Process fpm = Process.Start(Program, ["-n", "-F", "-y", configuration]);
        try
        {
            SpinWait.SpinUntil(() => File.Exists(path), Patience);
            CompareOne(options, report, path, configuration);
            CompareMany(options, report, directory, path);
        }
        finally
        {
            fpm.Kill(entireProcessTree: true);
            fpm.WaitForExit();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void CompareOne(BenchOptions options, Report report, string path, string configuration)
    {
        var endpoint = FpmEndpoint.Parse(path);
        var target = new GatewayTarget { FpmConfigurationPath = configuration };
        IReadOnlyList<NginxReading> nginx = GatewayReader.ReadNginx(target).Readings;
        IReadOnlyList<FpmReading> fpm = GatewayReader.ReadFpm(target).Readings;
        Environment.SetEnvironmentVariable("REQUEST_METHOD", "GET");
        Environment.SetEnvironmentVariable("SCRIPT_NAME", "/ping");
        Environment.SetEnvironmentVariable("SCRIPT_FILENAME", "/ping");
        TimeSpan[] times = Clock.Medians(
            Math.Max(options.Runs, 15),
            () => _ = OtherProgram.Run("/usr/bin/cgi-fcgi", "-bind", "-connect", path).Contains("pong", StringComparison.Ordinal) ? 0 : throw new InvalidOperationException("No answer."),
            () => Test(endpoint, nginx, fpm),
            () => Test(endpoint, GatewayReader.ReadNginx(target).Readings, GatewayReader.ReadFpm(target).Readings),
            () => _ = FastCgiClient.Send(endpoint, FpmPing.Request("/ping")).Status);
        string[] names = ["`cgi-fcgi -bind -connect`, started for each", "the test, all eight rungs as nginx's worker", "the same, with finding nginx and php-fpm and reading both configurations", "the round trip alone"];
        report.AddTable(
            "One healthy endpoint",
            ["what", "time", "times the test's"],
            names.Select((name, index) => new[] { name, Milliseconds(times[index]), (times[index] / times[1]).ToString("F2", CultureInfo.InvariantCulture) }));
    }

    private static void CompareMany(BenchOptions options, Report report, string directory, string path)
    {
        var endpoints = new List<FpmEndpoint>();
        var silent = new List<Socket>();
        for (int number = 0; number < Endpoints; number++)
        {
            string name = Path.Combine(directory, $"{number}.sock");
            if (number % 2 == 0)
            {
                File.CreateSymbolicLink(name, path);
            }
            else
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                socket.Bind(new UnixDomainSocketEndPoint(name));

                // Every round connects once more, and nobody accepts.
                socket.Listen(512);
                silent.Add(socket);
            }

            endpoints.Add(FpmEndpoint.Parse(name));
        }

        var overruns = new List<double>();
        for (int round = 0; round <= options.Runs; round++)
        {
            int passed = 0;
            TimeSpan time = Clock.Once(() => passed = FpmSocketSurvey.Look(endpoints, [], [], new FpmSocketOptions { Timeout = Deadline }).Count(facts => FpmSocketJudgement.Judge(facts).Passed));
            if (passed != Endpoints / 2)
            {
                throw new InvalidOperationException($"{passed} of {Endpoints / 2} answered.");
            }

            overruns.Add((time - Deadline).TotalMilliseconds);
        }

        silent.ForEach(socket => socket.Dispose());
        report.AddTable(
            string.Create(CultureInfo.InvariantCulture, $"{Endpoints} endpoints of which half hang, with a deadline of {Deadline.TotalSeconds} s"),
            ["what", "over the deadline"],
            [
                ["median", string.Create(CultureInfo.InvariantCulture, $"{overruns.Skip(1).Order().ElementAt(overruns.Count / 2 - 1):F0} ms")],
                ["worst", string.Create(CultureInfo.InvariantCulture, $"{overruns.Skip(1).Max():F0} ms")],
                ["the first time in a process", string.Create(CultureInfo.InvariantCulture, $"{overruns[0]:F0} ms")],
            ]);
    }

    private static void Test(FpmEndpoint endpoint, IReadOnlyList<NginxReading> nginx, IReadOnlyList<FpmReading> fpm)
    {
        FpmSocketTestResult result = FpmSocketJudgement.Judge(FpmSocketSurvey.Look([endpoint], nginx, fpm, FpmSocketOptions.Default).Single());
        if (!result.Passed)
        {
            throw new InvalidOperationException(result.ToString() + " " + result.Explanation);
        }
    }

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F2} ms");
}
