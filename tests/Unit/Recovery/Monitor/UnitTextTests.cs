using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Monitor;

public sealed class UnitTextTests
{
    private static readonly MonitorNote Note = new() { Seconds = 60, HostProgram = "/opt/pwsh/pwsh", ModulePath = "/usr/share/Nginx502/Nginx502.psd1", Uri = ["https://shop.example/?a=100%25&b=$x"] };

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("\"x\" \\n", "\"\\\"x\\\" \\\\n\"")]
    [InlineData("$r = 100%", "\"$$r = 100%%\"")]
    [InlineData("'; {}", "\"'; {}\"")]
    public void A_word_stays_one_word_of_systemd(string word, string quoted) => Assert.Equal(quoted, SystemdText.Quote(word));

    [Theory]
    [InlineData("PrivateTmp")]
    [InlineData("ProtectHome")]
    [InlineData("ProtectProc")]
    [InlineData("RestrictNamespaces")]
    [InlineData("ProtectSystem")]
    [InlineData("NoNewPrivileges")]
    public void Nothing_hides_the_machine_from_it(string setting) => Assert.DoesNotContain(setting, SystemdText.Service(Note));

    [Fact]
    public void The_service_runs_one_recovery_and_says_what_came_of_it()
    {
        string[] lines = SystemdText.Service(Note).Split('\n');
        Assert.Equal(MonitorFileStore.Marker, lines[0]);
        Assert.Equal(Note.ToLine(), MonitorNote.In(string.Join('\n', lines))!.ToLine());
        Assert.Contains("Type=oneshot", lines);
        Assert.Contains("SuccessExitStatus=1", lines);
        Assert.Contains("After=network.target nginx.service", lines);
        Assert.Contains(
            "ExecStart=\"/opt/pwsh/pwsh\" \"-NoProfile\" \"-NonInteractive\" \"-Command\" \"$$ErrorActionPreference = 'Stop'; try { Import-Module '/usr/share/Nginx502/Nginx502.psd1'; "
            + "$$r = Invoke-502Recovery -Confirm:$$false -Uri 'https://shop.example/?a=100%%25&b=$$x'; if (!$$r) { exit 2 }; if ('Healthy' -ne $$r.Outcome) { \\\"$$r\\\" }; exit $$r.ExitCode } catch { \\\"$$_\\\"; exit 2 }\"",
            lines);
    }

    [Fact]
    public void Under_nginx502_it_needs_no_engine()
    {
        MonitorNote note = Note with { HostProgram = "/opt/nginx502/nginx502", Uri = ["https://shop.example/?a=100%25", "http://blog.example/"], Allow = [RecoveryAction.ReloadNginx], NotifyPath = "/var/lib/nginx502/monitor/notify", FpmConfigPath = "/etc/php/8.2/fpm/php-fpm.conf" };
        Assert.Contains(
            "\nExecStart=\"/opt/nginx502/nginx502\" \"-Recover\" \"-Uri\" \"https://shop.example/?a=100%%25\" \"-Uri\" \"http://blog.example/\" \"-FpmConfigPath\" \"/etc/php/8.2/fpm/php-fpm.conf\" "
            + "\"-Allow\" \"ReloadNginx\" \"-Notify\" \"file:/var/lib/nginx502/monitor/notify\"\n",
            SystemdText.Service(note),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_that_is_elsewhere_is_told_to_the_run()
    {
        Assert.DoesNotContain("NGINX502_STATE_DIRECTORY", SystemdText.Service(Note) + CronText.Table(Note, null, out _));
        MonitorNote elsewhere = Note with { StatePath = "/srv/a $b 100%" };
        Assert.Contains("\nEnvironment=\"NGINX502_STATE_DIRECTORY=/srv/a $b 100%%\"\nStandardOutput=", SystemdText.Service(elsewhere));
        Assert.Contains("\nNGINX502_STATE_DIRECTORY=/srv/a $b 100%\n* * * * * root ", CronText.Table(elsewhere, null, out _));
    }

    [Fact]
    public void Runs_of_the_timer_never_overlap()
    {
        string[] lines = SystemdText.Timer(Note).Split('\n');
        Assert.Contains("OnUnitInactiveSec=60s", lines);
        Assert.Contains("RandomizedDelaySec=10s", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("OnCalendar", StringComparison.Ordinal) || line.StartsWith("OnUnitActiveSec", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "* * * * *")]
    [InlineData(5, "*/5 * * * *")]
    [InlineData(30, "*/30 * * * *")]
    [InlineData(60, "0 * * * *")]
    [InlineData(180, "0 */3 * * *")]
    [InlineData(1440, "0 0 * * *")]
    [InlineData(7, null)]
    [InlineData(90, null)]
    [InlineData(0.5, null)]
    [InlineData(300, null)]
    public void Cron_knows_parts_of_an_hour_and_of_a_day(double minutes, string? schedule) => Assert.Equal(schedule, CronText.Schedule(TimeSpan.FromMinutes(minutes)));

    [Theory]
    [InlineData(1, "2026-11-26T10:07:30", "2026-11-26T10:08:00")]
    [InlineData(15, "2026-11-26T10:07:30", "2026-11-26T10:15:00")]
    [InlineData(720, "2026-11-26T13:00:00", "2026-11-27T00:00:00")]
    public void The_next_run_of_cron_is_known(int minutes, string now, string next) =>
        Assert.Equal(DateTime.Parse(next), CronText.Next(TimeSpan.FromMinutes(minutes), DateTime.Parse(now)));

    [Fact]
    public void A_line_of_cron_is_one_command_of_the_shell()
    {
        string line = CronText.Table(Note, "/usr/bin/logger", out _)!.Split('\n')[^2];
        Assert.Contains("100\\%25&b=$x", line);
        Assert.EndsWith(" 2>&1 | /usr/bin/logger -t nginx502", line);
        Assert.Null(CronText.Table(Note with { Uri = [.. Enumerable.Range(0, 60).Select(number => $"https://site{number}.example/")] }, null, out string? problem));
        Assert.Contains("fewer sites", problem);
    }
}
