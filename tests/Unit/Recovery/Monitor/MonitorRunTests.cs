using Nginx502.Recovery;
using Nginx502.UnitTests.Recovery.Run;

namespace Nginx502.UnitTests.Recovery.Monitor;

/// <summary>A run of the monitor without the engine: its words are those that a registration writes, and its exit code tells what came of it.</summary>
public sealed class MonitorRunTests
{
    [Fact]
    public void It_reads_what_a_registration_writes()
    {
        var note = new MonitorNote
        {
            HostProgram = "/opt/nginx502/nginx502",
            Uri = ["https://shop.example/?a=100%25&b=it's", "http://blog.example/"],
            NginxConfigPath = "/srv/my nginx/nginx.conf",
            FpmConfigPath = "/etc/php/8.2/fpm/php-fpm.conf",
            Allow = [RecoveryAction.ReloadNginx, RecoveryAction.RestartService],
            NotifyPath = "/var/lib/nginx502/monitor/notify",
        };

        string[] words = MonitorCommand.Of(note);
        RecoveryOptions options = MonitorRun.Parse(words[2..]).Options;

        Assert.Equal([note.HostProgram, MonitorRun.Option], words[..2]);
        Assert.True(options.IsUnattended);
        Assert.Equal(note.Uri, options.Sites.Select(site => site.AbsoluteUri));
        Assert.Equal((note.NginxConfigPath, note.FpmConfigPath), (options.Target.NginxConfigurationPath, options.Target.FpmConfigurationPath));
        Assert.Equal(note.Allow, options.Allow);
        Assert.Equal(["file:" + note.NotifyPath], options.Notify.Select(target => target.Name));
        Assert.Equal("nginx502 -Recover -NginxConfigPath '/srv/my nginx/nginx.conf' -FpmConfigPath /etc/php/8.2/fpm/php-fpm.conf -Allow ReloadNginx -Allow RestartService", options.CommandLine);
    }

    [Theory]
    [InlineData("-uri shop.example/cart -NOTIFY syslog:", "http://shop.example/cart syslog:")]
    [InlineData("", "")]
    public void A_person_may_type_them(string words, string expected)
    {
        RecoveryOptions options = MonitorRun.Parse(words.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Options;
        Assert.Equal(expected, string.Join(' ', options.Sites.Select(site => site.AbsoluteUri).Concat(options.Notify.Select(target => target.Name))));
    }

    [Theory]
    [InlineData("-Uri", "-Uri needs a value.")]
    [InlineData("-Help", "-Recover takes -Uri, -NginxConfigPath, ")]
    [InlineData("-Uri http://joe:secret@shop.example/", "'http://joe:***@shop.example/' is not a site.")]
    [InlineData("-Uri ftp://shop.example", "'ftp://shop.example' is not a site. Give https://")]
    [InlineData("-Allow 4", "'4' is no action of a recovery. Give ContinueProcess, ")]
    [InlineData("-Allow CreateRuntimeDirectory,StartService", "'CreateRuntimeDirectory,StartService' is no action of a recovery.")]
    [InlineData("-Allow Everything", "'Everything' is no action of a recovery.")]
    [InlineData("-Notify ops@example.com", "It says not how somebody is told. Give mailto:")]
    [InlineData("-NginxConfigPath ", "-NginxConfigPath needs the path of a file.")]
    [InlineData("-FpmConfigPath /a -FpmConfigPath /b", "-FpmConfigPath is given once: it was /a before, and /b then.")]
    [InlineData("-Verbose x\u001b[31m", "-Recover takes -Uri, -NginxConfigPath, -FpmConfigPath, -Allow, -Notify, each with a value; '-Verbose' is none of them.")]
    public void What_makes_no_sense_is_named(string words, string problem) =>
        Assert.StartsWith(problem, Assert.Throws<FormatException>(() => MonitorRun.Parse(words.Split(' '))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(true, 0, "")]
    [InlineData(false, 1, "unix:")]
    public void Its_exit_code_is_that_of_the_result_and_a_good_run_says_nothing(bool answers, int exitCode, string said)
    {
        using var lab = new RecoveryLab(_ => answers);
        new SuspensionFile(Nginx502.Linux.FileCalls.Kernel, lab.Runtime).Write(new RecoverySuspension(DateTime.Now.AddHours(1), "a test", DateTime.Now));
        var output = new StringWriter();
        var errors = new StringWriter();

        int ended = new MonitorRun(lab.Options(isUnattended: true) with { Plan = null }).Run(lab.Recovery(), output, errors, CancellationToken.None);

        Assert.Equal((exitCode, string.Empty), (ended, errors.ToString()));
        Assert.StartsWith(said, output.ToString(), StringComparison.Ordinal);
        Assert.Equal(answers, output.ToString().Length == 0);
    }

    [Fact]
    public void A_file_that_is_gone_is_named()
    {
        using var lab = new RecoveryLab(_ => true);
        var output = new StringWriter();
        Assert.Equal(MonitorRun.CouldNotRun, MonitorRun.Parse(["-FpmConfigPath", "/nowhere/php-fpm.conf"]).Run(lab.Recovery(), output, TextWriter.Null, CancellationToken.None));
        Assert.StartsWith("There is no file /nowhere/php-fpm.conf, ", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_run_says_why()
    {
        using var lab = new RecoveryLab(_ => true);
        var output = new StringWriter();
        int ended = new MonitorRun(lab.Options(isUnattended: true) with { Target = new GatewayTarget { RootPath = lab.State, FpmConfigurationPath = "/nowhere/php-fpm.conf" }, Plan = null })
            .Run(lab.Recovery(), output, TextWriter.Null, CancellationToken.None);
        Assert.Equal(MonitorRun.CouldNotRun, ended);
        Assert.Contains("nothing to look at", output.ToString(), StringComparison.Ordinal);
    }
}
