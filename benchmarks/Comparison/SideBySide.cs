using System.Globalization;

namespace Nginx502.Benchmarks.Comparison;

/// <summary>The cmdlets beside what a user would use instead.</summary>
internal static class SideBySide
{
    private const string Program = """
        /upstream/ {
          upstream = ""; symptom = "other"
          if (match($0, /upstream: "[^"]*"/)) upstream = substr($0, RSTART + 11, RLENGTH - 12)
          if (index($0, "(2: ")) symptom = "missing"
          else if (index($0, "(13: ")) symptom = "denied"
          else if (index($0, "(111: ")) symptom = "refused"
          else if (index($0, "(11: ")) symptom = "full"
          else if (index($0, "(104: ")) symptom = "reset"
          else if (index($0, "timed out")) symptom = "late"
          else if (index($0, "prematurely")) symptom = "closed"
          count[symptom " " upstream]++
        }
        END { for (key in count) print count[key], key }
        """;

    public static void Run(BenchFiles files, BenchOptions options, Report report)
    {
        using var session = new EngineSession();
        Counting(files, options, report, session);
        Objects(files, options, report, session);
        Seeking(files, options, report, session);
        Memory(files, report);
        ConfigurationReading.Run(options, report);
        Starting(options, report);
        FpmSideBySide.Run(options, report);
        SocketSideBySide.Run(options, report);
        MemorySideBySide.Run(options, report);
        LoadSideBySide.Run(options, report);
    }

    private static string Measure(string path) => $"Measure-NginxUpstreamError -LiteralPath '{path}' -By Symptom,Upstream";

    private static void Counting(BenchFiles files, BenchOptions options, Report report, EngineSession session)
    {
        foreach ((string name, string path) in new[] { ("2 % upstream errors", files.Sparse), ("upstream errors only", files.Dense) })
        {
            TimeSpan[] times = Clock.Medians(
                options.Runs,
                () => session.Run(Measure(path)),
                () => OtherProgram.Run("rg", "-c", "upstream", path),
                () => OtherProgram.Run("grep", "-c", "upstream", path),
                () => OtherProgram.Run("mawk", Program, path),
                () => OtherProgram.Run(Repository.Shell, "-Command", Measure(path)));
            string[] names = ["`Measure-NginxUpstreamError -By Symptom,Upstream`", "`rg -c upstream`", "`grep -c upstream`", "`mawk`, symptom and upstream", "the same cmdlet, as a new process of `nginx502`"];
            report.AddTable(
                $"Counting by symptom and upstream: {options.Megabytes} MB, {name}",
                ["what", "time", "GB/s", "times the cmdlet's"],
                names.Select((what, index) => new[] { what, Milliseconds(times[index]), Rate(path, times[index]), Ratio(times[index] / times[0]) }));
        }
    }

    private static void Objects(BenchFiles files, BenchOptions options, Report report, EngineSession session)
    {
        long count = session.Run(Measure(files.Dense)).Sum(summary => (long)summary.Properties["Count"].Value);
        TimeSpan[] times = Clock.Medians(
            options.Runs,
            () => session.Run($"Get-NginxUpstreamError -LiteralPath '{files.Dense}' | Out-Null"),
            () => session.Run($"Write-ReadyObject -Count {count.ToString(CultureInfo.InvariantCulture)} | Out-Null"));
        string[] names = ["`Get-NginxUpstreamError \\| Out-Null`", "a cmdlet that writes as many ready objects"];
        report.AddTable(
            $"Objects: {options.Megabytes} MB, upstream errors only",
            ["what", "time", "million objects a second", "part of the engine's speed"],
            names.Select((what, index) => new[]
            {
                what,
                Milliseconds(times[index]),
                (count / times[index].TotalSeconds / 1e6).ToString("F2", CultureInfo.InvariantCulture),
                (times[1] / times[index]).ToString("P0", CultureInfo.InvariantCulture),
            }));
    }

    private static void Seeking(BenchFiles files, BenchOptions options, Report report, EngineSession session)
    {
        TimeSpan[] times = Clock.Medians(
            options.Runs,
            () => session.Run($"Get-NginxUpstreamError -LiteralPath '{files.Large}' -Tail 100 | Out-Null"),
            () => session.Run($"Get-NginxUpstreamError -LiteralPath '{files.Large}' -Since 10m | Out-Null"));
        string[] names = ["`-Tail 100`", "`-Since 10m`"];
        report.AddTable(
            $"A part of a log of {options.LargeMegabytes} MB",
            ["what", "time"],
            names.Select((what, index) => new[] { what, Milliseconds(times[index]) }));
    }

    private static void Memory(BenchFiles files, Report report)
    {
        const string Peak = "; ([IO.File]::ReadAllLines('/proc/self/status') -like 'VmHWM*')";
        long bare = PeakKilobytes("1 | Out-Null" + Peak);
        (string, string)[] runs =
        [
            ("`Measure-NginxUpstreamError`, sparse", Measure(files.Sparse)),
            ("`Get-NginxUpstreamError`, sparse", $"Get-NginxUpstreamError -LiteralPath '{files.Sparse}'"),
            ("`Get-NginxUpstreamError`, upstream errors only", $"Get-NginxUpstreamError -LiteralPath '{files.Dense}'"),
            ("`Measure-NginxUpstreamError`, large", Measure(files.Large)),
            ("`Get-NginxUpstreamError`, large", $"Get-NginxUpstreamError -LiteralPath '{files.Large}'"),
        ];
        report.AddTable(
            "Peak memory of a process of `nginx502`, over the bare engine's",
            ["what", "MB over the engine's"],
            runs.Select(run => new[] { run.Item1, ((PeakKilobytes(run.Item2 + " | Out-Null" + Peak) - bare) / 1024.0).ToString("F0", CultureInfo.InvariantCulture) }));
    }

    private static void Starting(BenchOptions options, Report report)
    {
        using var bare = System.Management.Automation.PowerShell.Create(System.Management.Automation.Runspaces.InitialSessionState.CreateDefault2());
        TimeSpan import = Clock.Once(() => bare.AddCommand("Import-Module").AddParameter("Name", Repository.ModuleManifest).Invoke());
        TimeSpan[] times = Clock.Medians(options.Runs, () => OtherProgram.Run(Repository.Shell, "-Command", "1"));
        report.AddTable(
            "Starting",
            ["what", "time"],
            [["`Import-Module Nginx502` in a running engine", Milliseconds(import)], ["`nginx502 -Command 1`, from start to end", Milliseconds(times[0])]]);
    }

    private static long PeakKilobytes(string script)
    {
        string output = OtherProgram.Run(Repository.Shell, "-Command", script);
        string line = output.Split('\n').Last(line => line.Contains("VmHWM", StringComparison.Ordinal));
        return long.Parse(string.Concat(line.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
    }

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F0} ms");

    private static string Rate(string path, TimeSpan time) =>
        (new FileInfo(path).Length / 1e9 / time.TotalSeconds).ToString("F1", CultureInfo.InvariantCulture);

    private static string Ratio(double ratio) => ratio.ToString("F2", CultureInfo.InvariantCulture);
}
