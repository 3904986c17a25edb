using System.Net;
using System.Net.Sockets;
using Nginx502.HostedTests.Hosting;

namespace Nginx502.HostedTests.Commands;

/// <summary>Export-502Metric as a person or a timer types it.</summary>
public sealed class MetricTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly TemporaryFolder _folder = new();
    private readonly string _nginx;
    private readonly string _fpm;

    public MetricTests()
    {
        _nginx = _folder.Write("nginx.conf", $"error_log {_folder.Write("error.log")};", "events { }", $"http {{ access_log {_folder.Write("access.log")}; server {{ location / {{ fastcgi_pass unix:/run/none.sock; }} }} }}");
        _fpm = _folder.Write("php-fpm.conf", "[www]", "user = nobody", "listen = " + _folder["none.sock"], "pm = static", "pm.max_children = 2");
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_directory_gets_a_file_of_a_fixed_name_and_nothing_is_said()
    {
        InvocationResult result = Export(_folder.Path).Clean();

        Assert.Empty(result.Output);
        Assert.Empty(result.Warnings);
        Assert.Contains("nginx502_fpm_max_children{pool=\"www\",", File.ReadAllText(_folder["nginx502.prom"]));
    }

    [Fact]
    public void A_name_that_node_exporter_does_not_read_is_said()
    {
        Assert.Contains(".prom", Assert.Single(Export(_folder["x.txt"]).Clean().Warnings));
        Assert.True(File.Exists(_folder["x.txt"]));
    }

    [Fact]
    public void WhatIf_writes_and_counts_nothing()
    {
        string before = State();
        Assert.Empty(Export(_folder["x.prom"], "-WhatIf -PassThru").Clean().Output);
        Assert.False(File.Exists(_folder["x.prom"]));
        Assert.Equal(before, State());
    }

    [Fact]
    public void What_is_not_seen_is_one_warning()
    {
        File.Delete(_folder["error.log"]);
        Directory.CreateDirectory(_folder["error.log"]);

        InvocationResult result = Export(_folder["x.prom"], "-PassThru").Clean();

        Assert.Contains("error_log: ", Assert.Single(result.Warnings));
        Assert.Contains(result.As<GatewayMetrics>().Single().Collectors, collector => !collector.Succeeded);
    }

    [Theory]
    [InlineData("Export-502Metric -Path ''", "ParameterArgumentValidationErrorEmptyStringNotAllowed", "ParameterArgumentValidationError")]
    [InlineData("Export-502Metric /tmp/x.prom -Timeout 0", "ParameterArgumentValidationError")]
    [InlineData("Export-502Metric /tmp/x.prom -NginxConfigPath /nowhere.conf", "PathNotFound")]
    [InlineData("Export-502Metric /nowhere/x.prom", "FileMissing")]
    [InlineData("Export-502Metric /nowhere/node_exporter", "MetricDirectoryMissing")]
    public void Mistakes_have_an_error(string call, params string[] ids) => Assert.Contains(Assert.Single(_session.Invoke(call).ErrorIds), ids);

    [Fact]
    public void Root_writes_where_root_alone_can()
    {
        Directory.CreateDirectory(_folder["open"]);
        File.SetUnixFileMode(_folder["open"], (UnixFileMode)0x1FF);

        Assert.Equal(Environment.IsPrivilegedProcess ? ["DirectoryNotTrusted"] : [], Export(_folder["open/x.prom"]).ErrorIds);
    }

    [Fact]
    public void It_ends_at_once_on_Stop_and_writes_nothing()
    {
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        deaf.Listen();
        string fpm = _folder.Write("deaf.conf", "[www]", "user = nobody", $"listen = {deaf.LocalEndPoint}", "pm = static", "pm.max_children = 2", "pm.status_path = /status");

        using RunningInvocation running = _session.Start("Export-502Metric $args[0] -NginxConfigPath $args[1] -FpmConfigPath $args[2]", _folder["x.prom"], _nginx, fpm);
        Thread.Sleep(150);

        Assert.InRange(running.Stop(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private static string State()
    {
        string path = Path.Combine(Environment.GetEnvironmentVariable("NGINX502_STATE_DIRECTORY")!, "metrics", "counters.json");
        return File.Exists(path) ? File.ReadAllText(path) : string.Empty;
    }

    private InvocationResult Export(string path, string further = "") =>
        _session.Invoke($"Export-502Metric $args[0] -NginxConfigPath $args[1] -FpmConfigPath $args[2] {further}", path, _nginx, _fpm);
}
