using Nginx502.Inspection;
using Nginx502.Linux;

namespace Nginx502.UnitTests.Inspection.Services;

/// <summary>Units as a booted systemd printed them (debian-*), and as those of RHEL are.</summary>
public sealed class UnitReadingTests
{
    private static readonly DateTime Now = new(2026, 11, 25, 3, 0, 0, DateTimeKind.Local);

    // Exporters, agents and this module's own monitor are called nginx-something too.
    [Theory]
    [InlineData("nginx.service", "/usr/sbin/nginx", true)]
    [InlineData("nginx.service", "/bin/sh", true)]
    [InlineData("web.service", "/usr/sbin/nginx", true)]
    [InlineData("php8.2-fpm.service", null, true)]
    [InlineData("php.service", "/usr/sbin/php-fpm8.2", true)]
    [InlineData("nginx502-recovery.service", "/opt/nginx502/nginx502", false)]
    [InlineData("nginx-prometheus-exporter.service", "/usr/bin/nginx-prometheus-exporter", false)]
    [InlineData("nginx-agent.service", null, false)]
    [InlineData("php-fpm-exporter.service", "/usr/bin/php-fpm_exporter", false)]
    public void What_a_unit_starts_says_whose_it_is(string id, string? program, bool isOurs)
    {
        var properties = new Dictionary<string, string> { ["Id"] = id };
        if (program is not null)
        {
            properties["ExecStart"] = $"{{ path={program} ; argv[]={program} ; ignore_errors=no }}";
        }

        Assert.Equal(isOurs, UnitReading.IsOurs(properties));
    }

    [Theory]
    [InlineData("debian-running", "nginx", "Active", "running", "success", "enabled", false, false)]
    [InlineData("debian-never-started", "nginx", "Inactive", "dead", "success", "disabled", true, false)]
    [InlineData("debian-stopped-on-purpose", "php8.2-fpm", "Inactive", "dead", "success", "disabled", true, false)]
    [InlineData("debian-killed", "php8.2-fpm", "Failed", "failed", "signal", "disabled", false, false)]
    [InlineData("debian-masked", "php8.2-fpm", "Inactive", "dead", "success", "masked", true, false)]
    [InlineData("debian-exit-code", "nginx", "Failed", "failed", "exit-code", "enabled", false, false)]
    [InlineData("debian-start-limit-hit", "nginx", "Failed", "failed", "exit-code", "enabled", false, true)]
    [InlineData("rhel-running", "php-fpm", "Active", "running", "success", "enabled", false, false)]
    [InlineData("rhel-running", "nginx", "Failed", "failed", "exit-code", "enabled", false, true)]
    [InlineData("rhel-running", "php81-php-fpm", "Activating", "auto-restart", "success", "disabled", false, false)]
    [InlineData("rhel-running", "php80-php-fpm", "Inactive", "dead", "success", "enabled", false, false)]
    [InlineData("rhel-running", "php74-php-fpm", "Inactive", "dead", "success", "enabled", false, false)]
    public void States_are_told_apart(string file, string name, string state, string subState, string result, string unitFileState, bool isOnPurpose, bool isLimitHit)
    {
        GatewayService service = Read(file).First(service => service.Name == name);

        Assert.Equal(
            (state, subState, result, unitFileState, isOnPurpose, isLimitHit),
            (service.State.ToString(), service.SubState!, service.Result!, service.UnitFileState!, service.IsStoppedOnPurpose, service.IsStartLimitHit));
        Assert.Equal((name + ".service", GatewayServiceManager.Systemd), (service.Unit, service.Manager));
        Assert.Equal(name == "nginx" ? "nginx" : "php-fpm", service.Program);
    }

    // A policy that was written after it had failed says nothing of how often it was started.
    [Theory]
    [InlineData("0", false)]
    [InlineData("5", true)]
    [InlineData("", true)]
    public void What_was_never_started_again_hit_no_limit(string restarts, bool expected)
    {
        string shown = File.ReadAllText(TestData.Path("systemctl-show/debian-killed.txt"));
        shown = shown.Replace("\nRestart=no\n", "\nRestart=on-failure\n", StringComparison.Ordinal).Replace("\nNRestarts=0\n", $"\nNRestarts={restarts}\n", StringComparison.Ordinal);

        Assert.Equal(expected, Parse(shown).First(service => service.Name == "php8.2-fpm").IsStartLimitHit);
    }

    // Starts by hand in a row hit the limit too: the result is that of the last of them, and only the journal tells.
    [Theory]
    [InlineData(true, "Started php8.2-fpm.service.", "php8.2-fpm.service: Start request repeated too quickly.", "Failed to start php8.2-fpm.service.")]
    [InlineData(false, "php8.2-fpm.service: Start request repeated too quickly.", "Started php8.2-fpm.service.", "php8.2-fpm.service: Main process exited, code=killed, status=9/KILL")]
    [InlineData(false, "Started php8.2-fpm.service.")]
    public void What_systemd_gave_up_is_told_by_the_journal(bool expected, params string[] lines) =>
        Assert.Equal(expected, UnitJournal.WithLines(Read("debian-killed").First(service => service.Name == "php8.2-fpm"), lines).IsStartLimitHit);

    [Fact]
    public void A_unit_that_is_not_there_is_none() => Assert.DoesNotContain(Read("debian-running"), service => service.Name == "gone");

    [Fact]
    public void The_last_exit_is_told()
    {
        Assert.Equal("SIGKILL", Read("debian-killed").First(service => service.Name == "php8.2-fpm").ExitSignal);
        Assert.Equal((1, null, 5), Of("rhel-running", "nginx") is { } nginx ? (nginx.ExitCode, nginx.ExitSignal, nginx.Restarts) : default);
        Assert.Equal("SIGSEGV", Of("rhel-running", "php81-php-fpm").ExitSignal);
        Assert.Null(Of("debian-running", "nginx").ExitCode);
    }

    [Fact]
    public void What_is_pending_is_told()
    {
        GatewayService waiting = Of("rhel-running", "php81-php-fpm");

        Assert.True(waiting is { HasPendingJob: true, IsAutoRestarting: true, Restarts: 6 });
        Assert.True(Of("rhel-running", "php80-php-fpm").IsConditionUnmet);
        Assert.True(Of("rhel-running", "nginx").NeedsDaemonReload);
        Assert.False(Of("debian-running", "nginx").NeedsDaemonReload);
    }

    [Fact]
    public void Settings_of_drop_ins_are_in_effect()
    {
        GatewayService nginx = Of("debian-drop-in", "nginx");
        UnitSettings settings = nginx.Settings!;

        Assert.Equal(["/etc/systemd/system/nginx.service.d/limits.conf"], nginx.DropIns);
        Assert.Equal(("on-failure", TimeSpan.FromMilliseconds(100), 65535, 536870912, 200, 1.5), (settings.Restart, settings.RestartDelay!.Value, settings.LimitNofile!.Value, settings.MemoryMax!.Value, settings.TasksMax!.Value, settings.CpuQuota!.Value));
        Assert.True(settings.PrivateTmp);
        Assert.Equal(["nginx"], settings.RuntimeDirectory);
        Assert.Equal(["PrivateTmp=yes", "ProtectSystem=full"], settings.Sandbox);
        Assert.Equal((5, TimeSpan.FromSeconds(10), "forking"), (settings.StartLimitBurst!.Value, settings.StartLimitInterval!.Value, settings.Type));
        Assert.Equal("/usr/sbin/nginx", nginx.ExecutablePath);
    }

    [Fact]
    public void Settings_without_a_limit_have_none()
    {
        UnitSettings settings = Of("rhel-running", "php-fpm").Settings!;

        Assert.Equal((null, null, null, 524288, 22966), (settings.MemoryMax, settings.MemoryHigh, settings.CpuQuota, settings.LimitNofile!.Value, settings.TasksMax!.Value));
        Assert.Equal(2, Of("rhel-running", "php-fpm").DropIns.Length);
        Assert.Null(Of("rhel-running", "nginx").Settings!.TasksMax);
    }

    [Fact]
    public void Times_are_local() => Assert.Equal(Now.AddSeconds(42.5 - 1000), Of("rhel-running", "php-fpm").Since);

    private static GatewayService Of(string file, string name) => Read(file).First(service => service.Name == name);

    internal static IReadOnlyList<GatewayService> Read(string file) => Parse(File.ReadAllText(TestData.Path($"systemctl-show/{file}.txt")));

    private static IReadOnlyList<GatewayService> Parse(string shown)
    {
        var reading = new UnitReading(Now, TimeSpan.FromSeconds(1000));
        return [.. UnitProperties.Parse(shown).Select(reading.Read).OfType<GatewayService>()];
    }
}
