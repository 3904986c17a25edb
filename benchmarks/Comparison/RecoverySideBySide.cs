using System.Globalization;
using System.Text.Json;
using Nginx502.Lab;

namespace Nginx502.Benchmarks.Comparison;

/// <summary>
/// On a machine that systemd booted: how long a recovery takes for a php-fpm that was killed, beside the start itself; and what the run costs that a timer makes each
/// minute where all is well.
/// </summary>
internal static class RecoverySideBySide
{
    private const string Site = """
        server {
            listen 127.0.0.1:80;
            location / {
                include fastcgi_params;
                fastcgi_param SCRIPT_FILENAME /run/index.php;
                fastcgi_pass unix:/run/php/VERSION-fpm.sock;
            }
        }

        """;

    private const string Answers = "until [ \"$(curl --silent --output /dev/null --write-out '%{http_code}' http://127.0.0.1/)\" = 200 ]; do sleep 0.01; done";

    public static void Run(BenchOptions options, Report report) => RunAsync(options, report).GetAwaiter().GetResult();

    private static async Task RunAsync(BenchOptions options, Report report)
    {
        string program = Path.Combine(Repository.Root, "output", "Shell", "nginx502");
        string version = Path.GetFileName(LabProgram.PhpFpm[0]).Replace("php-fpm", "php", StringComparison.Ordinal);
        using BootedMachine machine = await BootedMachine.StartAsync(Path.Combine(Repository.Root, "output"));
        machine.WriteEtc("nginx/sites-enabled/shop", Site.Replace("VERSION", version, StringComparison.Ordinal));
        await ShellAsync(machine, $"rm -f /etc/nginx/sites-enabled/default; echo '<?php echo 1;' > /run/index.php; systemctl start nginx {version}-fpm; {Answers}");
        machine.WriteEtc("timer.sh", $"exec {program} -Recover\n");
        var starts = new List<double>();
        var recoveries = new List<double>();
        var walls = new List<double>();
        var processors = new List<double>();
        for (int run = 0; run < options.Runs; run++)
        {
            await KillAsync(machine, version);
            starts.Add(Number(await ShellAsync(machine, $"a=$(date +%s%N); systemctl start {version}-fpm; {Answers}; b=$(date +%s%N); echo $(( (b - a) / 1000 ))")) / 1e6);
            await KillAsync(machine, version);
            string result = await ShellAsync(machine, $"rm -rf /var/lib/nginx502; {program} -OutputFormat JsonLines -Command 'Invoke-502Recovery -Confirm:$false -WarningAction Ignore'");
            using var recovered = JsonDocument.Parse(result);
            recoveries.Add(TimeSpan.Parse(recovered.RootElement.GetProperty("TimeToRecover").GetString()!, CultureInfo.InvariantCulture).TotalSeconds);
            string[] times = (await ShellAsync(machine, "bash -c \"TIMEFORMAT='%R %U %S'; time sh /etc/timer.sh\" 2>&1")).Split(' ');
            walls.Add(Number(times[0]));
            processors.Add(Number(times[1]) + Number(times[2]));
        }

        double start = Median(starts);
        report.AddTable(
            "A recovery from a php-fpm that was killed",
            ["what", "time", "times the start's"],
            new[]
            {
                ("`systemctl start`, until the site answers", start),
                ("`Invoke-502Recovery`, from the confirmed failure to the verified answer", Median(recoveries)),
                ("a run of the timer where all is well, with the Shell: wall time", Median(walls)),
                ("the same: processor time", Median(processors)),
            }.Select(row => new[] { row.Item1, string.Create(CultureInfo.InvariantCulture, $"{row.Item2 * 1000:F0} ms"), (row.Item2 / start).ToString("F2", CultureInfo.InvariantCulture) }));
    }

    private static Task<string> KillAsync(BootedMachine machine, string version) =>
        ShellAsync(machine, $"systemctl kill --kill-who=main --signal=KILL {version}-fpm; until systemctl is-failed --quiet {version}-fpm; do sleep 0.05; done");

    private static async Task<string> ShellAsync(BootedMachine machine, string line)
    {
        (int exitCode, string output, string errors) = await machine.RunAsync("/bin/sh", "-c", line);
        return exitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{line}: {errors}");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
