using System.Diagnostics;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Reporting;

/// <summary>Metrics of a real site, and the alert rules that ship, as Prometheus' own program reads them.</summary>
public sealed class MetricTests : IDisposable
{
    private static readonly string Repository = Path.GetFullPath(Path.Combine(BuiltShell.Program, "..", "..", ".."));
    private static readonly string Rules = Path.Combine(Repository, "module", "alerts", "nginx502.rules.yml");

    private readonly string _folder = Directory.CreateTempSubdirectory("nginx502-metrics-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_real_incident_is_counted_once_through_a_rotation()
    {
        using LabSite site = await LabSite.StartAsync();
        await ExportAsync(site);
        Assert.Equal(200, (await site.GetAsync("/hello.php")).Status);
        site.Fpm.KillAll();
        await FailAsync(site, 3);
        File.Move(site.ErrorLog, site.ErrorLog + ".1");
        await site.Nginx.ReloadAsync();
        await FailAsync(site, 2);

        string text = await ExportAsync(site);
        await PromtoolAsync(text, "check", "metrics");

        long errors = Sum(text, "nginx502_upstream_errors_total");
        Assert.Equal(5, errors);
        Assert.Contains($"upstream=\"{site.Pool.Endpoint}\"", text, StringComparison.Ordinal);
        Assert.Contains("nginx502_requests_total{code_class=\"2xx\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("nginx502_requests_total{code_class=\"5xx\"} 5\n", text, StringComparison.Ordinal);
        Assert.Equal(errors, Sum(await ExportAsync(site), "nginx502_upstream_errors_total"));
    }

    [Fact]
    public async Task A_pool_that_runs_is_told_and_every_collector_succeeds()
    {
        using LabSite site = await LabSite.StartAsync();

        string text = await ExportAsync(site);

        await PromtoolAsync(text, "check", "metrics");
        Assert.Contains("nginx502_fpm_listen_queue{pool=\"", text, StringComparison.Ordinal);
        Assert.Contains("nginx502_fpm_listen_queue_limit{pool=\"", text, StringComparison.Ordinal);
        Assert.Contains("state=\"idle\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("nginx502_collector_success{collector=\"fpm\"} 0", text, StringComparison.Ordinal);
        Assert.Equal(5, Sum(text, "nginx502_collector_success"));
    }

    [Fact]
    public Task The_alert_rules_are_rules() => PromtoolAsync(null, "check", "rules", Rules);

    [Fact]
    public Task The_alerts_come_and_go_where_they_should() => PromtoolAsync(null, "test", "rules", Path.Combine(Repository, "tests", "data", "metrics", "alerts.test.yml"));

    private static long Sum(string text, string family) =>
        text.Split('\n').Where(line => line.StartsWith(family + "{", StringComparison.Ordinal)).Sum(line => long.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));

    private static async Task FailAsync(LabSite site, int count)
    {
        for (int request = 0; request < count; request++)
        {
            Assert.Equal(502, (await site.GetAsync("/hello.php")).Status);
        }

        await LabSite.WaitForLogAsync(site.ErrorLog, "connect() to");
    }

    private static async Task PromtoolAsync(string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo(LabProgram.Promtool, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process program = Process.Start(start)!;
        Task<string> output = program.StandardOutput.ReadToEndAsync();
        Task<string> errors = program.StandardError.ReadToEndAsync();
        await program.StandardInput.WriteAsync(input);
        program.StandardInput.Close();
        await program.WaitForExitAsync().WaitAsync(Patience.Limit);
        Assert.True(program.ExitCode == 0, await output + await errors);
    }

    private async Task<string> ExportAsync(LabSite site)
    {
        string target = Path.Combine(_folder, "nginx502.prom");
        ShellObjects run = await BuiltShell.RunAsync(
            $"Export-502Metric {BuiltShell.Quote(target)} -NginxConfigPath {BuiltShell.Quote(site.Nginx.ConfigurationPath)} -FpmConfigPath {BuiltShell.Quote(site.Fpm.ConfigurationPath)}",
            Path.Combine(_folder, "state"));
        Assert.Equal(0, run.ExitCode);
        return await File.ReadAllTextAsync(target);
    }
}
