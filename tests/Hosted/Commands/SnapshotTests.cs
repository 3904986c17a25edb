using System.Net;
using System.Net.Sockets;
using Nginx502.HostedTests.Hosting;
using Nginx502.HostedTests.Rules;

namespace Nginx502.HostedTests.Commands;

/// <summary>Get-502Snapshot, Export-502Snapshot and Import-502Snapshot as a user asks for them.</summary>
public sealed class SnapshotTests : IDisposable
{
    private static readonly string File = SnapshotSample.File;
    private static readonly string Server = Path.Combine(Package.Repository, "samples", "server");

    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_copy_of_a_server_is_what_its_files_say()
    {
        GatewaySnapshot snapshot = Assert.Single(_session.Invoke("Get-502Snapshot -RootPath $args[0] -WarningAction Ignore", Server).Clean().As<GatewaySnapshot>());

        Assert.Equal(Server, snapshot.RootPath);
        Assert.NotEmpty(snapshot.Configuration.Upstreams);
        Assert.NotEmpty(snapshot.Configuration.Pools);
        Assert.Empty(snapshot.Services);
        Assert.Equal(DateTimeKind.Local, snapshot.Time.Kind);
    }

    [Fact]
    public void What_was_not_seen_is_one_warning()
    {
        string nginx = _folder.Write("nginx.conf", "events { }", "http { }");
        string fpm = _folder.Write("php-fpm.conf", "[www]", "user = nobody", "listen = /run/x.sock", "pm = static", "pm.max_children = 2", "include = /nowhere/*.conf");

        InvocationResult result = _session.Invoke("Get-502Snapshot -NginxConfigPath $args[0] -FpmConfigPath $args[1]", nginx, fpm).Clean();

        Assert.Equal(result.As<GatewaySnapshot>().Single().NotSeen.Length > 0 ? 1 : 0, result.Warnings.Count);
    }

    [Theory]
    [InlineData("-Since 2h", 120)]
    [InlineData("2h", 120)]
    [InlineData("-Since ([timespan]'0:25')", 25)]
    [InlineData("", 1440)]
    public void The_window_of_the_logs_is_said_as_people_say_it(string arguments, int minutes)
    {
        GatewaySnapshot snapshot = _session.Invoke($"Get-502Snapshot {arguments} -RootPath $args[0] -WarningAction Ignore", Server).Clean().As<GatewaySnapshot>().Single();

        Assert.InRange((snapshot.Time - snapshot.Since).TotalMinutes, minutes - 1, minutes + 1);
    }

    [Theory]
    [InlineData("Get-502Snapshot -RootPath / -Uri shop.example", "AmbiguousParameterSet")]
    [InlineData("Get-502Snapshot -ViaDns", "ViaDnsWithoutUri")]
    [InlineData("Get-502Snapshot -Uri ''", "ParameterArgumentTransformationError")]
    [InlineData("Get-502Snapshot -Uri 'shop example'", "ParameterArgumentTransformationError")]
    [InlineData("Get-502Snapshot -Timeout 0", "ParameterArgumentValidationError")]
    [InlineData("Get-502Snapshot -FpmConfigPath /nowhere.conf", "PathNotFound")]
    [InlineData("Import-502Snapshot", "SnapshotFileMissing")]
    [InlineData("Import-502Snapshot -Path $null", "ParameterArgumentValidationError")]
    [InlineData("Import-502Snapshot /nowhere.json", "PathNotFound")]
    [InlineData("Import-502Snapshot /nowhere/*.json", "PatternMatchesNothing")]
    [InlineData("Import-502Snapshot /etc", "SnapshotNotRead")]
    [InlineData("Export-502Snapshot -Path ''", "ParameterArgumentValidationErrorEmptyStringNotAllowed", "ParameterArgumentValidationError")]
    [InlineData("Export-502Snapshot -Snapshot $null", "ParameterArgumentValidationErrorNullNotAllowed", "ParameterArgumentValidationError")]
    [InlineData("Export-502Snapshot -Snapshot incident.json", "ParameterArgumentTransformationError")]
    public void Mistakes_have_an_error(string call, params string[] ids) => Assert.Contains(Assert.Single(_session.Invoke(call).ErrorIds), ids);

    [Theory]
    [InlineData("Import-502Snapshot $args[0] | Export-502Snapshot \"$($args[1])/none/x.json\"", "its directory is not there")]
    [InlineData("Import-502Snapshot $args[2]", "It is no JSON of a snapshot")]
    public void They_say_it_in_words(string call, string words)
    {
        InvocationResult result = _session.Invoke(call, File, _folder.Path, Path.Combine(Package.Repository, "samples", "logs", "nginx-error.log"));

        Assert.Contains(words, Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
    }

    // A default server answers for whatever is mistyped.
    [Fact]
    public void A_site_that_no_server_has_is_told()
    {
        GatewaySnapshot snapshot = _session.Invoke("Get-502Snapshot -NginxConfigPath $args[0] -Uri nonsense.example, shop.example -WarningAction Ignore", Package.TestData("names/nginx.conf")).Clean().As<GatewaySnapshot>().Single();

        Assert.Equal(["the site nonsense.example"], snapshot.NotSeen.Where(gap => gap.What.StartsWith("the site", StringComparison.Ordinal)).Select(gap => gap.What));
        Assert.Equal(2, snapshot.Probes.Length);
    }

    [Fact]
    public void What_is_saved_is_read_again_and_only_its_owner_may()
    {
        FileInfo saved = _session.Invoke("Import-502Snapshot $args[0] | Export-502Snapshot $args[1]", File, _folder["x.json"]).Clean().As<FileInfo>().Single();

        Assert.Equal(_folder["x.json"], saved.FullName);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, saved.UnixFileMode);
        Assert.Equal(Json(File), Json(saved.FullName));
        Assert.Equal([saved.FullName], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("(Import-502Snapshot $args[0]).Json")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Import-502Snapshot $args[0])))")]
    public void Every_form_of_a_snapshot_is_saved(string form)
    {
        _session.Invoke($"Export-502Snapshot -Snapshot ({form}) -Path $args[1]", File, _folder["x.json"]).Clean();

        Assert.Equal(Json(File), Json(_folder["x.json"]));
    }

    [Fact]
    public void In_a_directory_each_file_is_named_by_machine_and_time()
    {
        string[] names =
        [
            .. _session.Invoke("Import-502Snapshot \"$($args[0])/*.json\" | Export-502Snapshot $args[1]", Path.GetDirectoryName(File), _folder.Path).Clean().As<FileInfo>().Select(file => file.Name),
        ];

        Assert.Equal(Directory.GetFiles(Path.GetDirectoryName(File)!, "*.json").Length, names.Length);
        Assert.All(names, name => Assert.Matches(@"^nginx502-web1-\d{8}-\d{6}\.json$", name));
    }

    [Fact]
    public void A_file_that_is_there_is_left_alone_without_Force()
    {
        string there = _folder.Write("x.json", "mine");

        Assert.Equal(["SnapshotNotSaved"], _session.Invoke("Import-502Snapshot $args[0] | Export-502Snapshot $args[1]", File, there).ErrorIds);
        Assert.Equal("mine\n", System.IO.File.ReadAllText(there));
        Assert.Equal([there], Directory.GetFiles(_folder.Path));

        _session.Invoke("Import-502Snapshot $args[0] | Export-502Snapshot $args[1] -Force", File, there).Clean();
        Assert.Equal(Json(File), Json(there));
    }

    [Theory]
    [InlineData("none/x.json")]
    [InlineData("file/x.json")]
    public void What_cannot_be_written_is_an_error(string name)
    {
        _folder.Write("file", "a file");

        Assert.Equal(["SnapshotNotSaved"], _session.Invoke("Import-502Snapshot $args[0] | Export-502Snapshot $args[1]", File, _folder[name]).ErrorIds);
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        Assert.Empty(_session.Invoke("Import-502Snapshot $args[0] | Export-502Snapshot $args[1] -WhatIf", File, _folder["x.json"]).Clean().Output);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Files_come_down_the_pipe_and_brackets_are_brackets()
    {
        string bracketed = _folder.Copy(File, "a[1].json");

        Assert.Single(_session.Invoke("$ExecutionContext.InvokeProvider.Item.Get($args[0], $true, $true) | Import-502Snapshot", bracketed).Clean().Output);
        Assert.Single(_session.Invoke("Import-502Snapshot -LiteralPath $args[0]", bracketed).Clean().Output);
        Assert.Empty(_session.Invoke("@() | Import-502Snapshot").Clean().Output);
        Assert.Empty(_session.Invoke("@() | Export-502Snapshot -Path $args[0]", _folder.Path).Clean().Output);
    }

    [Fact]
    public void A_file_with_a_mark_of_its_encoding_is_read()
    {
        System.IO.File.WriteAllText(_folder["x.json"], System.IO.File.ReadAllText(File), new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Single(_session.Invoke("Import-502Snapshot $args[0]", _folder["x.json"]).Clean().Output);
    }

    [Fact]
    public void Completion_offers_no_logs() => Assert.DoesNotContain(_session.Complete("Import-502Snapshot "), match => match.CompletionText.EndsWith(".log", StringComparison.Ordinal));

    // A pool that is listened on, and never answers.
    [Theory]
    [InlineData("Get-502Snapshot")]
    [InlineData("Get-502Diagnosis")]
    public void Looking_ends_at_once_on_Stop(string cmdlet)
    {
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        deaf.Listen();
        string place = deaf.LocalEndPoint!.ToString()!;
        string nginx = _folder.Write("nginx.conf", "events { }", $"http {{ server {{ listen 127.0.0.1:80; location / {{ fastcgi_pass {place}; }} }} }}");
        string fpm = _folder.Write("php-fpm.conf", "[www]", "user = nobody", $"listen = {place}", "pm = static", "pm.max_children = 2");

        using RunningInvocation running = _session.Start($"{cmdlet} -NginxConfigPath $args[0] -FpmConfigPath $args[1] -Timeout 30 -WarningAction Ignore", nginx, fpm);
        Thread.Sleep(300);

        Assert.False(running.HasEnded);
        Assert.InRange(running.Stop(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private static string Json(string path) => SnapshotJson.Write(SnapshotJson.Read(System.IO.File.ReadAllText(path)));
}
