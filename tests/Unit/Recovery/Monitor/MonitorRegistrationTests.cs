using Nginx502.Linux;
using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Monitor;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class MonitorRegistrationTests
{
    private const string Service = "system/nginx502-recovery.service";
    private const string Timer = "system/nginx502-recovery.timer";
    private const string DropIn = "system/php8.2-fpm.service.d/nginx502-restart.conf";

    private static readonly GatewayService Fpm = new()
    {
        Name = "php8.2-fpm",
        Program = "php-fpm",
        Manager = GatewayServiceManager.Systemd,
        Unit = "php8.2-fpm.service",
        Settings = new UnitSettings { Restart = "no" },
    };

    [Fact]
    public void WhatIsKeptInMemoryOnlyIsAProblemAndAnOpenIncidentIsToldWhenItIsRemoved()
    {
        using var lab = new MonitorLab(isSystemd: true);
        Assert.Null(lab.Register());
        var file = new NotificationStateFile(FileCalls.Kernel, Path.Combine(lab.Root, "run"), lab.Here.RuntimePath);
        Assert.Null(file.Write(new NotificationState { Told = ["FpmCrashed"] }));

        Assert.Contains("is kept in memory only", Assert.Single(lab.Registration.Read().Problems), StringComparison.Ordinal);
        Assert.Equal(2, lab.Registration.PlanRemoval().Warnings.Length);
    }

    [Fact]
    public void A_timer_is_registered_and_removed_without_a_trace()
    {
        using var lab = new MonitorLab(isSystemd: true);
        if (RefusedWithoutRoot(lab))
        {
            return;
        }

        Assert.Null(lab.Register(lab.Settings with { RestartsFpm = true }, Fpm));
        Assert.Contains(lab.Registration.Plan(lab.Settings, [Fpm]).Warnings, warning => warning.StartsWith("The drop-in of an earlier -RestartFpm stays: ", StringComparison.Ordinal));

        Assert.Equal(["state/monitor/notify", Service, Timer, DropIn], lab.Files);
        Assert.Equal(["daemon-reload", "enable --now nginx502-recovery.timer"], lab.Systemd.Told);
        Assert.All([Service, Timer, DropIn], path => Assert.Equal("-rw-r--r--", ModeOf(Path.Combine(lab.Root, path))));
        Assert.Equal("drwxr-xr-x", ModeOf(Path.GetDirectoryName(Path.Combine(lab.Root, DropIn))!));
        Assert.Equal("-rw-------", ModeOf(Path.Combine(lab.Root, "state/monitor/notify")));
        RecoveryMonitor monitor = lab.Registration.Read();
        Assert.Equal((true, RecoveryMonitorManager.Systemd, true, TimeSpan.FromMinutes(1)), (monitor.IsRegistered, monitor.Manager, monitor.IsActive, monitor.Interval));
        Assert.Equal(["https://shop.example/"], monitor.Uri);
        Assert.Equal(["mailto:ops@example.com", "https://hooks.example"], monitor.Notify);
        Assert.Equal([RecoveryAction.ReloadNginx], monitor.Allow);
        Assert.Equal([Path.Combine(lab.Root, DropIn)], monitor.DropIns);
        Assert.Empty(monitor.Problems);
        Assert.NotNull(monitor.Next);

        lab.Systemd.Told.Clear();
        RunJournal.Open(FileCalls.Kernel, Path.Combine(lab.Root, "run"), lab.Here.RuntimePath, "Invoke-502Recovery", TimeSpan.FromSeconds(30), CancellationToken.None).Dispose();
        Assert.Null(lab.Unregister());

        Assert.Empty(lab.Files);
        Assert.Empty(Directory.GetFileSystemEntries(lab.Units));
        Assert.Equal(["disable --now nginx502-recovery.timer", "daemon-reload", "reset-failed nginx502-recovery.service nginx502-recovery.timer"], lab.Systemd.Told);
        Assert.Equal(ChangeFailureReason.MonitorNotFound, lab.Unregister()?.Reason);
        Assert.False(lab.Registration.Read().IsRegistered);
    }

    [Fact]
    public void Whom_a_new_registration_leaves_out_is_said()
    {
        using var lab = new MonitorLab(isSystemd: true);
        if (RefusedWithoutRoot(lab))
        {
            return;
        }

        Assert.Null(lab.Register());

        Assert.Contains(lab.Registration.Plan(lab.Settings with { Notify = [] }, []).Warnings, warning => warning.StartsWith("mailto:ops@example.com, https://hooks.example were told until now", StringComparison.Ordinal));
        Assert.DoesNotContain(lab.Registration.Plan(lab.Settings, []).Warnings, warning => warning.Contains("told until now", StringComparison.Ordinal));
    }

    [Fact]
    public void What_will_not_work_is_said_at_once()
    {
        using var lab = new MonitorLab(isSystemd: true) { Obstacles = ["There is no /usr/sbin/sendmail."], Failing = ["https://shop.example/: No nginx of this machine listens on port 443."] };
        if (RefusedWithoutRoot(lab))
        {
            return;
        }

        string[] warnings = [.. lab.Registration.Plan(lab.Settings, []).Warnings];
        Assert.Contains(warnings, warning => warning.EndsWith("each run will say so: https://shop.example/: No nginx of this machine listens on port 443.", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.StartsWith("There is no /usr/sbin/sendmail. Until that is mended nobody is told", StringComparison.Ordinal));
    }

    [Fact]
    public void No_secret_is_in_a_file_that_everybody_may_read()
    {
        using var lab = new MonitorLab(isSystemd: true);
        if (RefusedWithoutRoot(lab))
        {
            return;
        }

        Assert.Null(lab.Register());

        Assert.DoesNotContain("secret", lab.Read(Service) + lab.Read(Timer));
        Assert.Contains("https://hooks.example/T0/secret\n", lab.Read("state/monitor/notify"));
        Assert.Contains($"\"-Notify\" \"file:{lab.Root}/state/monitor/notify\"", lab.Read(Service));
    }

    [Fact]
    public void What_is_as_wanted_is_left_and_what_changed_is_told_to_systemd()
    {
        using var lab = new MonitorLab(isSystemd: true);
        if (RefusedWithoutRoot(lab))
        {
            return;
        }

        Assert.Null(lab.Register());
        Assert.True(lab.Registration.Plan(lab.Settings, []).IsUnchanged);
        Assert.Equal(["mailto:ops@example.com", "https://hooks.example"], lab.Registration.Plan(lab.Settings, []).NotifyNames);
        Assert.EndsWith("/notify", lab.Registration.Plan(lab.Settings, []).NotifyPath, StringComparison.Ordinal);
        Assert.EndsWith("/notify", lab.Registration.PlanRemoval().NotifyPath, StringComparison.Ordinal);

        lab.Systemd.Told.Clear();
        Assert.Null(lab.Register(lab.Settings with { Interval = TimeSpan.FromMinutes(5), Notify = [] }));
        Assert.Equal(["daemon-reload", "enable --now nginx502-recovery.timer", "restart nginx502-recovery.timer"], lab.Systemd.Told);
        Assert.Equal([Service, Timer], lab.Files);
        Assert.Contains("OnUnitInactiveSec=300s\n", lab.Read(Timer));

        lab.Systemd.State = "ActiveState=inactive\nUnitFileState=enabled\n";
        Assert.False(lab.Registration.Plan(lab.Settings with { Interval = TimeSpan.FromMinutes(5), Notify = [] }, []).IsUnchanged);
        Assert.Contains("inactive", Assert.Single(lab.Registration.Read().Problems));
    }

    [Fact]
    public void A_php_fpm_that_nothing_restarts_is_named()
    {
        using var lab = new MonitorLab(isSystemd: true);
        if (RefusedWithoutRoot(lab))
        {
            return;
        }

        Assert.Contains(lab.Registration.Plan(lab.Settings, [Fpm]).Warnings, warning => warning.Contains("php8.2-fpm.service is not started again", StringComparison.Ordinal));
        GatewayService[] others = [Fpm with { Settings = new UnitSettings { Restart = "on-failure" } }, Fpm with { IsMasked = true }, Fpm with { Program = "nginx" }, Fpm with { Unit = "../x.service" }];
        MonitorChange plan = lab.Registration.Plan(lab.Settings with { RestartsFpm = true }, others);
        Assert.Empty(plan.Warnings);
        Assert.Equal(2, plan.Files.Length);
    }

    [Theory]
    [InlineData("enable")]
    [InlineData("daemon-reload")]
    public void What_systemd_refuses_is_put_back(string verb)
    {
        using var lab = new MonitorLab(isSystemd: true);
        if (RefusedWithoutRoot(lab))
        {
            return;
        }

        lab.Systemd.Failing = verb;
        ChangeFailure? failure = lab.Register();

        Assert.Equal(ChangeFailureReason.MonitorCommandFailed, failure?.Reason);
        Assert.Contains("Access denied", failure!.Problem);
        Assert.Empty(lab.Files);
        Assert.Contains("disable --now nginx502-recovery.timer", lab.Systemd.Told);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_removal_or_change_that_fails_half_way_is_put_back(bool isRemoval)
    {
        using var lab = new MonitorLab(isSystemd: true);
        if (RefusedWithoutRoot(lab))
        {
            return;
        }

        Assert.Null(lab.Register());
        Dictionary<string, string> before = lab.Files.ToDictionary(path => path, lab.Read);
        lab.Systemd.Failing = "daemon-reload";

        Assert.Equal(ChangeFailureReason.MonitorCommandFailed, (isRemoval ? lab.Unregister() : lab.Register(lab.Settings with { Notify = [], Interval = TimeSpan.FromMinutes(5) }))?.Reason);

        Assert.Equal(before, lab.Files.ToDictionary(path => path, lab.Read));
        Assert.Equal("enable --now nginx502-recovery.timer", lab.Systemd.Told[^1]);
    }

    [Fact]
    public void Another_ones_file_is_neither_replaced_nor_removed()
    {
        using var lab = new MonitorLab(isSystemd: true);
        if (RefusedWithoutRoot(lab))
        {
            return;
        }

        File.WriteAllText(Path.Combine(lab.Root, Timer), "[Timer]\n");
        Assert.Equal(ChangeFailureReason.ForeignFile, lab.Register()?.Reason);
        Assert.Equal(ChangeFailureReason.ForeignFile, lab.Unregister()?.Reason);
        Assert.Equal("[Timer]\n", lab.Read(Timer));
        Assert.Equal([Timer], lab.Files);

        // As systemctl mask leaves it.
        File.Delete(Path.Combine(lab.Root, Timer));
        File.CreateSymbolicLink(Path.Combine(lab.Root, Timer), "/dev/null");
        Assert.Equal(ChangeFailureReason.ForeignFile, lab.Register()?.Reason);
        Assert.NotNull(new FileInfo(Path.Combine(lab.Root, Timer)).LinkTarget);
    }

    [Fact]
    public void A_place_that_others_can_write_to_is_not_written_to()
    {
        using var lab = new MonitorLab(isSystemd: true);
        if (RefusedWithoutRoot(lab))
        {
            return;
        }

        File.SetUnixFileMode(lab.Units, (UnixFileMode)0x1FF);
        Assert.Equal(ChangeFailureReason.StateNotUsable, lab.Register()?.Reason);
        Assert.Empty(Directory.GetFileSystemEntries(lab.Units));
    }

    [Fact]
    public void What_others_can_change_is_not_run_as_root()
    {
        using var lab = new MonitorLab(isSystemd: true);
        if (RefusedWithoutRoot(lab))
        {
            return;
        }

        var registration = new MonitorRegistration(lab.Here with { Weakness = _ => "/opt/nginx502" });
        ChangeFailure? failure = registration.Plan(lab.Settings, []).Failure;
        Assert.Equal((ChangeFailureReason.ModuleNotTrusted, "/opt/nginx502"), (failure!.Reason, failure.Path));

        Assert.Null(lab.Register());
        Assert.Contains("/opt/nginx502 is gone, or others", Assert.Single(registration.Read().Problems));
    }

    [Theory]
    [InlineData("/usr/bin/dotnet")]
    [InlineData("pwsh")]
    [InlineData("/opt/my tools/pwsh")]
    [InlineData("/opt/100%/pwsh")]
    public void A_program_that_runs_no_monitor_is_refused(string program)
    {
        using var lab = new MonitorLab(isSystemd: true);
        if (!RefusedWithoutRoot(lab))
        {
            Assert.Equal(ChangeFailureReason.HostProgramUnknown, lab.Register(lab.Settings with { HostProgram = program })?.Reason);
        }
    }

    [Fact]
    public void A_password_in_an_address_is_refused()
    {
        using var lab = new MonitorLab(isSystemd: true);
        if (!RefusedWithoutRoot(lab))
        {
            ChangeFailure? failure = lab.Register(lab.Settings with { Sites = [new Uri("https://a:geheim@shop.example/")] });
            Assert.Equal(ChangeFailureReason.MonitorNotPossible, failure?.Reason);
            Assert.DoesNotContain("geheim", failure!.ToString());
        }
    }

    [Fact]
    public void Without_systemd_cron_runs_it()
    {
        using var lab = new MonitorLab(isSystemd: false);
        if (RefusedWithoutRoot(lab))
        {
            return;
        }

        Assert.Null(lab.Register());
        Assert.Equal(["cron.d/nginx502", "state/monitor/notify"], lab.Files);
        Assert.Equal("-rw-r--r--", ModeOf(Path.Combine(lab.Cron, "nginx502")));
        Assert.Contains("\n* * * * * root /opt/nginx502/nginx502 -Recover -Uri ", lab.Read("cron.d/nginx502"));
        RecoveryMonitor monitor = lab.Registration.Read();
        Assert.Equal((true, RecoveryMonitorManager.Cron, true), (monitor.IsRegistered, monitor.Manager, monitor.IsActive));
        Assert.Empty(monitor.Problems);
        Assert.InRange(monitor.Next!.Value, DateTime.Now.AddSeconds(-1), DateTime.Now.AddMinutes(1));
        Assert.Empty(lab.Systemd.Told);

        Assert.Null(lab.Unregister());
        Assert.Empty(lab.Files);
        Assert.Equal(ChangeFailureReason.MonitorNotPossible, lab.Register(lab.Settings with { Interval = TimeSpan.FromSeconds(90) })?.Reason);
        Directory.Delete(lab.Cron);
        Assert.Equal(ChangeFailureReason.MonitorNotPossible, lab.Register()?.Reason);
    }

    [Fact]
    public void Where_systemd_came_the_entry_of_cron_goes()
    {
        using var lab = new MonitorLab(isSystemd: false);
        if (RefusedWithoutRoot(lab))
        {
            return;
        }

        Assert.Null(lab.Register());
        var registration = new MonitorRegistration(lab.Here with { IsSystemd = true });
        Assert.Null(registration.Make(registration.Plan(lab.Settings, [])));
        Assert.Equal(["state/monitor/notify", Service, Timer], lab.Files);
    }

    [Fact]
    public void What_was_edited_is_said()
    {
        using var lab = new MonitorLab(isSystemd: true);
        if (RefusedWithoutRoot(lab))
        {
            return;
        }

        Assert.Null(lab.Register());
        File.AppendAllText(Path.Combine(lab.Root, Timer), "AccuracySec=1h\n");
        Assert.Contains("edited", Assert.Single(lab.Registration.Read().Problems));
    }

    [Fact]
    public void A_target_that_was_not_told_is_a_problem_without_its_secret()
    {
        using var lab = new MonitorLab(isSystemd: true);
        Assert.Null(lab.Register());
        NotificationTarget hook = lab.Settings.Notify[1];
        var message = new NotificationMessage { Subject = "s", Summary = "s", Text = "t", Time = new DateTimeOffset(2026, 11, 27, 3, 0, 0, TimeSpan.Zero) };
        new NotificationStateFile(lab.Here.Calls, lab.Here.StatePath, lab.Here.RuntimePath).Write(new NotificationState { Unsent = [new UnsentNotification(hook.Id, message), new UnsentNotification(hook.Id, message), new UnsentNotification("of another", message)] });

        string problem = Assert.Single(lab.Registration.Read().Problems, problem => problem.Contains("not told", StringComparison.Ordinal));

        Assert.StartsWith("https://hooks.example was not told: 2 messages since 2026-11-27 ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Planning_writes_nothing()
    {
        using var lab = new MonitorLab(isSystemd: true);
        _ = lab.Registration.Plan(lab.Settings, [Fpm]);
        _ = lab.Registration.PlanRemoval();
        _ = lab.Registration.Read();
        Assert.Empty(lab.Files);
        Assert.Empty(lab.Systemd.Told);
    }

    // Who is not root is refused, and nothing is written.
    private static bool RefusedWithoutRoot(MonitorLab lab)
    {
        if (MonitorLab.IsRoot)
        {
            return false;
        }

        Assert.Equal(ChangeFailureReason.InsufficientPrivilege, lab.Register()?.Reason);
        Assert.Empty(lab.Files);
        return true;
    }

    private static string ModeOf(string path)
    {
        Assert.True(FileStatus.TryRead(path, out FileStatus status));
        const string letters = "rwxrwxrwx";
        return (status.Kind == FileKind.Directory ? "d" : "-") + string.Concat(letters.Select((letter, index) => ((int)status.Mode & (0x100 >> index)) != 0 ? letter : '-'));
    }
}
