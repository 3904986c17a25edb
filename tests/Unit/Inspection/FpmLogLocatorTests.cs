using System.Globalization;
using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection;

public sealed class FpmLogLocatorTests : IDisposable
{
    private const string DebianConfiguration = "/etc/php/8.2/fpm/php-fpm.conf";

    private readonly string _root = Directory.CreateTempSubdirectory("nginx502-").FullName;
    private bool _isTrusted = true;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Nothing_anywhere_says_where_it_looked()
    {
        FpmLogSearch search = Search();

        Assert.Empty(search.ErrorLogs);
        Assert.Empty(search.SlowLogs);
        Assert.Empty(search.Notes);
        Assert.Contains("running php-fpm: none", search.LookedAt);
        Assert.Contains("configuration /etc/php/*/fpm/php-fpm.conf (usual place): not there", search.LookedAt);
        Assert.Contains("error log /var/log/php*-fpm.log (usual place): not there", search.LookedAt);
    }

    [Theory]
    [InlineData("/var/log/php8.2-fpm.log")]
    [InlineData("/var/log/php-fpm.log")]
    [InlineData("/var/log/php-fpm/error.log")]
    [InlineData("/var/log/php83/error.log")]
    [InlineData("/var/opt/remi/php82/log/php-fpm/error.log")]
    public void Without_a_configuration_the_usual_places_are_taken(string path)
    {
        Write(path, "");

        FpmLogFile file = Assert.Single(Search().ErrorLogs);

        Assert.Equal((path, LogPresence.Readable, null, null), (file.Path, file.Presence, file.ConfigurationPath, file.ProcessId));
    }

    [Fact]
    public void A_stopped_php_fpm_is_found_by_its_configuration()
    {
        Write(DebianConfiguration, "[global]\n; a comment\nerror_log = \"/var/log/php8.2-fpm.log\" ; another\ninclude=/etc/php/8.2/fpm/pool.d/*.conf\n");
        Write("/etc/php/8.2/fpm/pool.d/a.conf", "[shop]\nslowlog = /var/log/$pool.slow\n");
        Write("/etc/php/8.2/fpm/pool.d/b.conf", "[blog]\nprefix = /srv/blog\nslowlog = log/slow\n[api]\nslowlog = /var/log/shop.slow\n");
        Write("/etc/php/8.2/fpm/pool.d/c.conf.disabled", "[off]\nslowlog = /no\n");
        Write("/var/log/php8.2-fpm.log", "");
        Write("/var/log/shop.slow", "");

        FpmLogSearch search = Search();

        FpmLogFile error = Assert.Single(search.ErrorLogs);
        Assert.Equal(("/var/log/php8.2-fpm.log", DebianConfiguration, 3), (error.Path, error.ConfigurationPath!, error.LineNumber!.Value));
        Assert.Equal([("/var/log/shop.slow", LogPresence.Readable), ("/srv/blog/log/slow", LogPresence.Missing)], search.SlowLogs.Select(log => (log.Path, log.Presence)));
        Assert.Equal(["shop", "api"], search.SlowLogs[0].Pools);
        Assert.Equal("/etc/php/8.2/fpm/pool.d/a.conf", search.SlowLogs[0].ConfigurationPath);
        Assert.Empty(search.Notes);
    }

    [Fact]
    public void Every_running_master_has_its_logs_and_stopped_ones_are_not_asked()
    {
        Write("/etc/php/8.1/fpm/php-fpm.conf", "error_log = /var/log/php8.1-fpm.log");
        Write(DebianConfiguration, "error_log = /var/log/php8.2-fpm.log");
        Write("/srv/my.conf", "[global]\nerror_log = /srv/e.log");
        Write("/var/log/php8.1-fpm.log", "");
        Write("/var/log/php8.2-fpm.log", "");
        Write("/srv/e.log", "");
        Master(7, DebianConfiguration, "/usr/sbin/php-fpm8.2", "/var/log/php8.2-fpm.log");
        Master(8, "/srv/my.conf", "/usr/local/sbin/php-fpm");

        FpmLogSearch search = Search();

        Assert.Equal([("/var/log/php8.2-fpm.log", 7), ("/srv/e.log", 8)], search.ErrorLogs.Select(log => (log.Path, log.ProcessId!.Value)));
        Assert.Contains("running php-fpm: 7, 8", search.LookedAt);
        Assert.Empty(search.Notes);
    }

    [Fact]
    public void A_worker_that_has_no_title_of_its_own_yet_is_no_master()
    {
        Write(DebianConfiguration, "error_log = /var/log/php8.2-fpm.log");
        Write("/var/log/php8.2-fpm.log", "");
        Master(7, DebianConfiguration, "/usr/sbin/php-fpm8.2", "/var/log/php8.2-fpm.log");
        Master(9, DebianConfiguration, "/usr/sbin/php-fpm8.2");
        File.WriteAllText(_root + "/proc/9/stat", "9 (php-fpm8.2) S 7 1 1");

        Assert.Contains("running php-fpm: 7", Search().LookedAt);
    }

    [Theory]
    [InlineData("/usr/sbin/php-fpm8.2", "[www]", "/var/log/php-fpm.log")]
    [InlineData("/usr/local/sbin/php-fpm", "[www]", "/usr/local/var/log/php-fpm.log")]
    [InlineData("/opt/php/sbin/php-fpm", "error_log = log/e.log", "/opt/php/var/log/e.log")]
    public void Without_a_full_path_the_place_is_that_of_the_program(string program, string configuration, string expected)
    {
        Write(DebianConfiguration, configuration);
        Master(7, DebianConfiguration, program);

        FpmLogFile file = Assert.Single(Search().ErrorLogs);

        Assert.Equal((expected, LogPresence.Missing), (file.Path, file.Presence));
    }

    [Fact]
    public void A_relative_configuration_is_by_the_directory_of_the_master()
    {
        Write("/srv/app/fpm.conf", "error_log = /srv/app/e.log");
        Write("/srv/app/e.log", "");
        Master(7, "fpm.conf", "/usr/sbin/php-fpm8.2");
        File.CreateSymbolicLink(_root + "/proc/7/cwd", "/srv/app");

        Assert.Equal("/srv/app/fpm.conf", Assert.Single(Search().ErrorLogs).ConfigurationPath);
    }

    [Fact]
    public void What_is_open_is_the_truth()
    {
        Write(DebianConfiguration, "error_log = /var/log/new.log");
        Write("/var/log/old.log", "");
        Master(7, DebianConfiguration, "/usr/sbin/php-fpm8.2", "/dev/null", "/var/log/www.access.log", "/var/log/old.log");

        FpmLogSearch search = Search();

        Assert.Equal("/var/log/old.log", Assert.Single(search.ErrorLogs).Path);
        Assert.Contains("/var/log/new.log (/etc/php/8.2/fpm/php-fpm.conf:1) is not open in the running php-fpm 7, but /var/log/old.log is", Assert.Single(search.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Logs_that_are_no_files_are_notes()
    {
        Write(DebianConfiguration, "syslog.ident = shop\nerror_log = syslog");
        Directory.CreateDirectory(_root + "/var/log");
        File.CreateSymbolicLink(_root + "/var/log/e.log", "/proc/self/fd/2");
        Write("/etc/php-fpm.conf", "error_log = /var/log/e.log\n[www]\nslowlog = ${LOGS}/slow");

        FpmLogSearch search = Search();

        Assert.Empty(search.ErrorLogs);
        Assert.Empty(search.SlowLogs);
        Assert.Contains(search.Notes, note => note.Contains("journalctl -t shop -o cat | Get-FpmLogEntry", StringComparison.Ordinal));
        Assert.Contains(search.Notes, note => note.Contains("/var/log/e.log", StringComparison.Ordinal) && note.Contains("docker logs", StringComparison.Ordinal));
        Assert.Contains(search.Notes, note => note.Contains("${LOGS}/slow (/etc/php-fpm.conf:3) holds variables", StringComparison.Ordinal));
    }

    [Fact]
    public void Masters_that_cannot_be_believed_or_live_elsewhere_are_passed_over()
    {
        Write("/srv/my.conf", "error_log = /srv/e.log");
        Write("/srv/e.log", "");
        Master(7, "/srv/my.conf", "/home/eve/php");
        Master(8, "/srv/my.conf", "/usr/sbin/php-fpm8.2");
        File.Delete(_root + "/proc/8/root");
        File.CreateSymbolicLink(_root + "/proc/8/root", "/srv/jail");

        FpmLogSearch search = Search();
        _isTrusted = false;
        FpmLogSearch untrusted = Search();

        Assert.Empty(search.ErrorLogs);
        Assert.Contains(search.Notes, note => note.StartsWith("Process 7 calls itself a php-fpm master", StringComparison.Ordinal));
        Assert.Contains(search.Notes, note => note.Contains("8 runs in another root or container", StringComparison.Ordinal));
        Assert.Contains(untrusted.Notes, note => note.StartsWith("Process 8 calls itself a php-fpm master", StringComparison.Ordinal));
    }

    [Fact]
    public void A_configuration_that_the_caller_names_is_the_only_one()
    {
        Write("/srv/my.conf", "include = own.d/*.conf\ninclude = /srv/my.conf");
        Write("/usr/own.d/x.conf", "error_log = /srv/e.log");
        Write("/srv/e.log", "");
        Master(7, DebianConfiguration, "/usr/sbin/php-fpm8.2");

        FpmLogSearch search = Search("/srv/my.conf");

        Assert.Equal(("/srv/e.log", "/usr/own.d/x.conf"), (Assert.Single(search.ErrorLogs).Path, search.ErrorLogs[0].ConfigurationPath!));
        Assert.Contains(search.Notes, note => note.Contains("failed to include more than 5 files recursively", StringComparison.Ordinal));
    }

    [Fact]
    public void A_configuration_that_cannot_be_read_is_said()
    {
        Master(7, "/etc/no\u001bne.conf", "/usr/sbin/php-fpm8.2", "/var/log/php8.2-fpm.log");
        Write("/var/log/php8.2-fpm.log", "");

        FpmLogSearch search = Search();

        Assert.Equal("/var/log/php8.2-fpm.log", Assert.Single(search.ErrorLogs).Path);
        Assert.Contains(search.Notes, note => note.StartsWith("/etc/no\\x1Bne.conf: failed to open configuration file '/etc/no\\x1Bne.conf': No such file", StringComparison.Ordinal));
    }

    private FpmLogSearch Search(string? configurationPath = null) =>
        new FpmLogLocator(FileTree.At(_root), new FpmMasters(_root + "/proc", _ => _isTrusted)).Search(configurationPath);

    private void Master(int processId, string configurationPath, string program, params string[] openFiles)
    {
        string directory = $"{_root}/proc/{processId.ToString(CultureInfo.InvariantCulture)}";
        Directory.CreateDirectory(directory + "/fd");
        File.WriteAllText(directory + "/stat", $"{processId} (php-fpm8.2) S 1 1 1");
        File.WriteAllText(directory + "/cmdline", $"php-fpm: master process ({configurationPath})\0\0\0");
        File.CreateSymbolicLink(directory + "/exe", program);
        File.CreateSymbolicLink(directory + "/root", "/");
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
