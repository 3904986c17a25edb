using System.Text.Json;
using Nginx502.IntegrationTests.Diagnosis;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;
using Nginx502.Recovery;

namespace Nginx502.IntegrationTests.Recovery.Booted;

/// <summary>The monitor on a machine that systemd booted: it mends what was killed without anybody, tells people once, and leaves nothing behind.</summary>
public sealed class BootedMonitorTests
{
    // The program and its module where only root can write, wherever they were built; a mail program that keeps what it gets.
    private static readonly string Prepare = $$"""
        mkdir -p -m 0755 /run/module/Shell /run/module/Nginx502 /run/mails
        mount --bind {{Path.GetDirectoryName(BuiltShell.Program)}} /run/module/Shell
        mount --bind {{Path.GetDirectoryName(Path.GetDirectoryName(BuiltShell.Program))}}/Nginx502 /run/module/Nginx502
        cp -a /usr/sbin /run/sbin && mount --bind /run/sbin /usr/sbin
        printf '#!/bin/sh\ncat > /run/mails/$$\n' > /usr/sbin/sendmail && chmod 0755 /usr/sbin/sendmail
        """;

    // The timer leaves a machine that starts alone for its first minute.
    private static readonly TimeSpan FirstRunLimit = TimeSpan.FromMinutes(1) + Patience.Limit;

    [Fact]
    public async Task WhatIsKilledComesBackAndPeopleAreToldOnce()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        await machine.ShellAsync(Prepare);
        string before = await machine.ShellAsync("ls -AR /etc/systemd/system");
        (_, _, string warned) = await machine.InvokeAsync("Register-502Monitor http://chop.example/ -WhatIf");
        Assert.Contains("No server of nginx has the name chop.example", warned, StringComparison.Ordinal);

        JsonElement registered = await InvokeAsync(machine, "Register-502Monitor http://shop.example/ -Interval 10s -Notify mailto:ops@example.com -PassThru");
        Assert.Equal(("Systemd", true, true), (registered.GetProperty("Manager").GetString(), registered.GetProperty("IsRegistered").GetBoolean(), registered.GetProperty("IsActive").GetBoolean()));
        Assert.Equal(0, registered.GetProperty("Problems").GetArrayLength());
        await Patience.UntilAsync(() => LastOutcome(machine) == "Healthy", "the timer to run", FirstRunLimit);

        await machine.KillAsync();
        await Patience.UntilAsync(() => machine.StatusAsync().GetAwaiter().GetResult() == "200", "the monitor to start php-fpm");
        await Patience.UntilAsync(() => machine.ShellAsync("ls /run/mails | wc -l").GetAwaiter().GetResult() == "1", "the mail");
        Assert.Matches(@": recovered: \w+ at shop\.example, StartService php", await machine.ShellAsync("grep ^Subject: /run/mails/*"));
        await Patience.UntilAsync(() => LastOutcome(machine) == "Healthy", "the timer to run again");
        Assert.Equal("1", await machine.ShellAsync("ls /run/mails | wc -l"));
        Assert.Equal("success", await machine.ShellAsync("systemctl show --value --property=Result nginx502-recovery.service"));

        // nginx, and not what is called like it: the monitor's own unit is no service of the gateway.
        await machine.ShellAsync("systemctl kill --signal=KILL nginx; until systemctl is-failed --quiet nginx; do sleep 0.1; done");
        await Patience.UntilAsync(() => machine.StatusAsync().GetAwaiter().GetResult() == "200", "the monitor to start nginx");
        Assert.DoesNotContain("nginx502", await machine.ShellAsync("/run/module/Shell/nginx502 -Command \"(Get-GatewayService -WarningAction Ignore).Name\""), StringComparison.Ordinal);
        await Patience.UntilAsync(() => LastOutcome(machine) == "Healthy", "the timer to run once more");

        JsonElement removed = await InvokeAsync(machine, "Unregister-502Monitor -PassThru");
        Assert.False(removed.GetProperty("IsRegistered").GetBoolean());
        Assert.Equal(before, await machine.ShellAsync("ls -AR /etc/systemd/system"));
        Assert.Equal(string.Empty, await machine.ShellAsync("ls -A /run/nginx502 2>&1 | grep -v 'No such file' || true"));
        Assert.Equal(string.Empty, await machine.ShellAsync("systemctl list-units --all --plain --no-legend 'nginx502*' | grep -v running || true"));
    }

    [Fact]
    public async Task WhileItIsSuspendedNothingIsDoneAndPeopleAreToldWhy()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        await machine.ShellAsync(Prepare);
        const string recover = "Invoke-502Recovery -Confirm:$false -Notify mailto:ops@example.com";
        await machine.ShellAsync("/run/module/Shell/nginx502 -Command \"Suspend-502Monitor 1h 'Thomas moves the database'\"");
        await machine.KillAsync();

        Assert.Equal("Held", (await InvokeAsync(machine, recover)).GetProperty("Outcome").GetString());
        Assert.Equal("Held", (await InvokeAsync(machine, recover)).GetProperty("Outcome").GetString());
        Assert.Equal(("502", "1"), (await machine.StatusAsync(), await machine.ShellAsync("ls /run/mails | wc -l")));
        string mail = await machine.ShellAsync("cat /run/mails/*");
        Assert.Matches(@"Subject: \[nginx502\] .*: suspended, nothing was done: Fpm\w+", mail);
        Assert.Matches(@"(?s)Thomas moves the database.*Cause:.*To do:.*systemctl start ", mail);

        await machine.ShellAsync("/run/module/Shell/nginx502 -Command Resume-502Monitor");
        Assert.Equal(("Recovered", "200"), ((await InvokeAsync(machine, recover)).GetProperty("Outcome").GetString(), await machine.StatusAsync()));
        Assert.Equal("2", await machine.ShellAsync("ls /run/mails | wc -l"));
    }

    [Fact]
    public async Task SystemdRestartsWhatFailedOnceItWasAskedTo()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        await machine.ShellAsync(Prepare);
        JsonElement registered = await InvokeAsync(machine, "Register-502Monitor -Interval 1h -RestartFpm -PassThru");
        Assert.Contains(machine.Fpm, registered.GetProperty("DropIns").ToString(), StringComparison.Ordinal);
        Assert.Equal("on-failure", await machine.ShellAsync($"systemctl show --value --property=Restart {machine.Fpm}"));

        await machine.KillAsync();
        await Patience.UntilAsync(() => machine.StatusAsync().GetAwaiter().GetResult() == "200", "systemd to start php-fpm");

        await InvokeAsync(machine, "Unregister-502Monitor -PassThru");
        Assert.Equal("no", await machine.ShellAsync($"systemctl show --value --property=Restart {machine.Fpm}"));
    }

    // What Register-502Monitor writes where systemd does not run, by the cron daemon itself.
    [Fact]
    public async Task CronMendsWhatWasKilled()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        await machine.ShellAsync(Prepare + "\nmkdir -p -m 1730 /var/spool/cron/crontabs");
        var settings = new MonitorSettings { HostProgram = "/run/module/Shell/nginx502", ModulePath = "/run/module/Nginx502/Nginx502.psd1", Sites = [new Uri("http://shop.example/?a=50%25")], Notify = [NotificationTarget.Parse("mailto:ops@example.com")] };
        string notify = await machine.ShellAsync("mkdir -p -m 0700 /var/lib/nginx502/monitor && echo mailto:ops@example.com > /var/lib/nginx502/monitor/notify && chmod 0600 /var/lib/nginx502/monitor/notify && echo /var/lib/nginx502/monitor/notify");
        machine.Machine.WriteEtc("pam.d/cron", "auth required pam_permit.so\naccount required pam_permit.so\nsession required pam_permit.so\n");
        machine.Machine.WriteEtc("cron.d/nginx502", CronText.Table(MonitorNote.Of(settings, notify, "/var/lib/nginx502"), "/usr/bin/logger", out _)!);
        await machine.KillAsync();
        Assert.Equal(0, await machine.Machine.SystemctlAsync("start", "cron"));

        await Patience.UntilAsync(() => machine.StatusAsync().GetAwaiter().GetResult() == "200", "cron to have php-fpm started", FirstRunLimit);
        await Patience.UntilAsync(() => machine.ShellAsync("ls /run/mails | wc -l").GetAwaiter().GetResult() == "1", "the mail");
        JsonElement run = (await InvokeAsync(machine, "Get-502Monitor")).GetProperty("LastRun");
        Assert.Equal(("Recovered", true), (run.GetProperty("Outcome").GetString(), run.GetProperty("IsUnattended").GetBoolean()));
        await Patience.UntilAsync(() => machine.ShellAsync("journalctl -q -t nginx502 -o cat | grep -c 'mended by StartService' || true").GetAwaiter().GetResult() == "1", "the log");
    }

    private static string LastOutcome(RecoveryMachine machine) =>
        InvokeAsync(machine, "Get-502Monitor").GetAwaiter().GetResult().GetProperty("LastRun") is { ValueKind: JsonValueKind.Object } run ? run.GetProperty("Outcome").GetString() ?? string.Empty : string.Empty;

    private static async Task<JsonElement> InvokeAsync(RecoveryMachine machine, string command)
    {
        (int exitCode, string output, string errors) = await machine.Machine.RunAsync("/run/module/Shell/nginx502", "-OutputFormat", "JsonLines", "-Command", command + " -WarningAction Ignore -InformationAction Ignore");
        Assert.True(exitCode == 0, output + errors);
        return BuiltShell.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Last());
    }
}
