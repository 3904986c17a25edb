using System.Globalization;
using Nginx502.Inspection;
using Nginx502.Linux;
using Nginx502.Nginx;

namespace Nginx502.UnitTests.Inspection;

public sealed class NginxLogLocatorTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-").FullName;
    private bool _isTrusted = true;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void NothingAnywhereSaysWhereItLooked()
    {
        NginxLogSearch search = Search();

        Assert.Empty(search.ErrorLogs);
        Assert.Empty(search.AccessLogs);
        Assert.Contains("running nginx: none", search.LookedAt);
        Assert.Contains(search.LookedAt, place => place.Contains("/etc/nginx/nginx.conf: not there", StringComparison.Ordinal));
        Assert.Contains(search.LookedAt, place => place.Contains("/var/log/nginx/error.log (usual place): not there", StringComparison.Ordinal));
        Assert.Contains(search.LookedAt, place => place.Contains("/var/log/nginx/access.log", StringComparison.Ordinal));
    }

    [Fact]
    public void WithoutAConfigurationTheUsualPlaceIsTaken()
    {
        Write("/var/log/nginx/error.log", string.Empty);
        NginxLogFile file = Assert.Single(Search().ErrorLogs);

        Assert.Equal("/var/log/nginx/error.log", file.Path);
        Assert.Null(file.ConfigurationPath);
        Assert.Empty(file.Servers);
    }

    [Fact]
    public void AStoppedNginxIsFoundByItsConfiguration()
    {
        Write("/etc/nginx/nginx.conf", "error_log /srv/e.log; http { server { server_name a; } server { server_name b; } }");
        Write("/srv/e.log", string.Empty);
        NginxLogSearch search = Search();

        NginxLogFile file = Assert.Single(search.ErrorLogs);
        Assert.Equal(("/srv/e.log", "/etc/nginx/nginx.conf", 1), (file.Path, file.ConfigurationPath!, file.LineNumber!.Value));
        Assert.Equal(["a", "b"], file.Servers);
        Assert.Equal(LogPresence.Readable, file.Presence);
    }

    [Fact]
    public void TheRunningMastersConfigurationCounts()
    {
        Write("/etc/nginx/nginx.conf", "error_log /var/log/wrong.log;");
        Write("/srv/n/my.conf", "http { access_log logs/a.log timed; log_format timed '$status $msec'; server { } }");
        Write("/srv/n/logs/a.log", string.Empty);
        Master(77, "nginx: master process /usr/sbin/nginx -g daemon on; error_log /srv/g.log; -p /srv/n/ -c my.conf", "/srv/g.log", "/srv/n/logs/a.log");
        Write("/srv/g.log", string.Empty);
        NginxLogSearch search = Search();

        Assert.Equal("/srv/g.log", Assert.Single(search.ErrorLogs).Path);
        Assert.Equal("-g", search.ErrorLogs[0].ConfigurationPath);
        NginxLogFile access = Assert.Single(search.AccessLogs);
        Assert.Equal("/srv/n/logs/a.log", access.Path);
        Assert.Equal("timed", Assert.Single(access.Formats).Name);
        Assert.Contains("running nginx: 77", search.LookedAt);
        Assert.Empty(search.Notes);
    }

    [Fact]
    public void ARelativePathIsFoundByWhatIsOpen()
    {
        Write("/etc/nginx/nginx.conf", "error_log logs/e.log;");
        Write("/usr/share/nginx/logs/e.log", string.Empty);
        Write("/etc/nginx/logs/e.log", string.Empty);
        Master(77, "nginx: master process nginx", "/etc/nginx/logs/e.log");

        Assert.Equal("/etc/nginx/logs/e.log", Assert.Single(Search().ErrorLogs).Path);
    }

    [Fact]
    public void ALogThatTheMasterDoesNotHaveOpenIsSaid()
    {
        Write("/etc/nginx/nginx.conf", "error_log /srv/new.log;");
        Write("/srv/new.log", string.Empty);
        Master(77, "nginx: master process nginx", "/srv/old.log");
        NginxLogSearch search = Search();

        Assert.Equal("/srv/new.log", Assert.Single(search.ErrorLogs).Path);
        Assert.Contains("not open in the running nginx", Assert.Single(search.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void LogsThatAreNoFilesAreNotes()
    {
        Write(
            "/etc/nginx/nginx.conf",
            "error_log stderr; http { access_log /v/$host.log; server { server_name shop.example; error_log syslog:server=unix:/dev/log,tag=shop; } server { server_name m; error_log memory:1m; } }");
        NginxLogSearch search = Search();

        Assert.Empty(search.ErrorLogs);
        Assert.Contains(
            "server shop.example writes its error log syslog:server=unix:/dev/log,tag=shop: use journalctl -t shop -o cat | Get-NginxUpstreamError (/etc/nginx/nginx.conf:1)",
            search.Notes);
        Assert.Contains(search.Notes, note => note.StartsWith("nginx writes its error log stderr: ", StringComparison.Ordinal));
        Assert.Contains(search.Notes, note => note.Contains("memory:1m", StringComparison.Ordinal));
        Assert.Contains(search.Notes, note => note.Contains("/v/$host.log", StringComparison.Ordinal) && note.Contains("variables", StringComparison.Ordinal));
    }

    [Fact]
    public void ALinkToAStreamIsSaid()
    {
        Write("/etc/nginx/nginx.conf", "error_log /var/log/nginx/error.log;");
        Directory.CreateDirectory(_root + "/var/log/nginx");
        File.CreateSymbolicLink(_root + "/var/log/nginx/error.log", "/dev/stderr");
        NginxLogSearch search = Search();

        Assert.Empty(search.ErrorLogs);
        Assert.Contains(search.Notes, note => note.Contains("stream of the process", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-e stderr", null)]
    [InlineData("-e /srv/early.log", "/srv/early.log")]
    [InlineData("-p /srv -e early.log", "/srv/early.log")]
    public void TheCommandLinesErrorLogReplacesTheBuiltInOne(string options, string? path)
    {
        Write("/etc/nginx/nginx.conf", "http { server { server_name a; } }");
        Write("/srv/conf/nginx.conf", "http { server { server_name a; } }");
        Write("/var/log/nginx/error.log", string.Empty);
        Write("/srv/early.log", string.Empty);
        Master(77, "nginx: master process nginx " + options);

        Assert.Equal(path, Search().ErrorLogs.SingleOrDefault()?.Path);
    }

    [Fact]
    public void ALevelThatHidesErrorsIsSaid()
    {
        Write("/etc/nginx/nginx.conf", "error_log /srv/e.log crit;");
        Write("/srv/e.log", string.Empty);

        Assert.Contains("level crit", Assert.Single(Search().Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void ALogOfSeveralServersIsOneFileWithAllFormats()
    {
        Write(
            "/etc/nginx/nginx.conf",
            "http { log_format x '$status $msec'; server { server_name a; access_log /srv/a.log; } server { server_name b; access_log /srv/a.log x; } }");
        NginxLogFile file = Assert.Single(Search().AccessLogs);

        Assert.Equal(["a", "b"], file.Servers);
        Assert.Equal(["combined", "x"], file.Formats.Select(format => format.Name));
        Assert.Equal(LogPresence.Missing, file.Presence);
    }

    [Fact]
    public void ACallersConfigurationIsTheOnlyOne()
    {
        Write("/etc/nginx/nginx.conf", "error_log /srv/e.log;");
        Write("/my.conf", "error_log /srv/m.log;");
        Master(77, "nginx: master process nginx");

        Assert.Equal("/srv/m.log", Assert.Single(Search("/my.conf").ErrorLogs).Path);
    }

    [Fact]
    public void ACallersConfigurationThatIsMissingIsSaid()
    {
        NginxLogSearch search = Search("/none.conf");

        Assert.StartsWith("open() \"/none.conf\" failed (2: No such file or directory)", Assert.Single(search.Notes), StringComparison.Ordinal);
        Assert.Empty(search.ErrorLogs);
        Assert.Empty(search.AccessLogs);
    }

    [Fact]
    public void AMasterThatCannotBeBelievedIsPassedOver()
    {
        Write("/evil.conf", "error_log /etc/shadow;");
        Master(77, "nginx: master process /tmp/nginx -c /evil.conf");
        _isTrusted = false;
        NginxLogSearch search = Search();

        Assert.Empty(search.ErrorLogs);
        Assert.Contains(search.Notes, note => note.StartsWith("Process 77 calls itself an nginx master", StringComparison.Ordinal));
    }

    [Fact]
    public void AMasterInAnotherRootIsNamedAndPassedOver()
    {
        Write("/etc/nginx/nginx.conf", "error_log /srv/e.log;");
        Master(77, "nginx: master process nginx");
        File.Delete(_root + "/proc/77/root");
        File.CreateSymbolicLink(_root + "/proc/77/root", "/srv/jail");
        NginxLogSearch search = Search();

        Assert.Contains(search.Notes, note => note.Contains("77 runs in another root or container", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nginx: master process /usr/sbin/nginx -g daemon on; master_process on;", "/usr/sbin/nginx", null, null, "daemon on; master_process on;")]
    [InlineData("nginx: master process nginx -c/a.conf -p/b -e /e.log", "nginx", "/a.conf", "/b", "")]
    [InlineData("nginx: master process nginx", "nginx", null, null, "")]
    [InlineData("nginx: master process nginx -g", "nginx", null, null, "")]
    [InlineData("nginx: master process nginx -g user a; -c x -g", "nginx", "x", null, "")]
    public void TheTitleGivesTheOptions(string title, string program, string? configuration, string? prefix, string directives)
    {
        NginxCommandLine commandLine = NginxCommandLine.Parse(title)!;

        Assert.Equal((program, configuration, prefix, directives), (commandLine.Program, commandLine.ConfigurationPath, commandLine.Prefix, commandLine.Directives));
    }

    [Theory]
    [InlineData("nginx: worker process")]
    [InlineData("/usr/sbin/nginx -c /a.conf")]
    [InlineData("")]
    public void OthersAreNoMasters(string title) => Assert.Null(NginxCommandLine.Parse(title));

    private NginxLogSearch Search(string? configurationPath = null) =>
        new NginxLogLocator(FileTree.At(_root), new NginxMasters(_root + "/proc", _ => _isTrusted)).Search(configurationPath);

    private void Master(int processId, string title, params string[] openFiles)
    {
        string directory = $"{_root}/proc/{processId.ToString(CultureInfo.InvariantCulture)}";
        Directory.CreateDirectory(directory + "/fd");
        Directory.CreateDirectory(directory + "/ns");
        File.WriteAllText(directory + "/stat", $"{processId} (nginx) S 1 1 1");
        File.WriteAllText(directory + "/cmdline", title + "\0");
        File.CreateSymbolicLink(directory + "/exe", "/usr/sbin/nginx");
        File.CreateSymbolicLink(directory + "/root", "/");
        File.CreateSymbolicLink(directory + "/ns/mnt", "mnt:[1]");
        for (int number = 0; number < openFiles.Length; number++)
        {
            File.CreateSymbolicLink($"{directory}/fd/{number}", openFiles[number]);
        }
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_root + path)!);
        File.WriteAllText(_root + path, text);
    }
}
