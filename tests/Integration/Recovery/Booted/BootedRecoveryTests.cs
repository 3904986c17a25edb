using System.Text.Json;
using Nginx502.IntegrationTests.Diagnosis;

namespace Nginx502.IntegrationTests.Recovery.Booted;

/// <summary>Recoveries that nobody watches, on a machine that systemd booted: what may be mended alone is, and all else is left and told.</summary>
public sealed class BootedRecoveryTests
{
    [Fact]
    public async Task WhatWasKilledIsStartedAndTheEvidenceIsKept()
    {
        if (!Requirement.IsMet("a machine of its own", Lab.BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        JsonElement healthy = await machine.RecoverAsync();
        Assert.Equal(("Healthy", 0, true), (Text(healthy, "Outcome"), healthy.GetProperty("ExitCode").GetInt32(), healthy.GetProperty("WasHealthy").GetBoolean()));

        await machine.KillAsync();
        Assert.Equal("502", await machine.StatusAsync());
        await machine.ShellAsync("flock /run/held sleep 600 >/dev/null 2>&1 &");
        JsonElement recovered = await machine.RecoverAsync("http://shop.example/");
        Assert.Equal("Recovered", Text(recovered, "Outcome"));
        Assert.Equal(("200", "active"), (await machine.StatusAsync(), await machine.StateAsync()));
        JsonElement step = Assert.Single(recovered.GetProperty("Steps").EnumerateArray());
        Assert.Equal(("StartService", "Recovered"), (Text(step.GetProperty("Step"), "Action"), Text(step, "Outcome")));
        Assert.Contains("502", recovered.GetProperty("Before").ToString(), StringComparison.Ordinal);
        Assert.All(recovered.GetProperty("After").EnumerateArray(), probe => Assert.True(probe.GetProperty("Passed").GetBoolean()));
        string evidence = Text(recovered, "EvidencePath");
        Assert.Equal("700", await machine.ShellAsync($"stat -c %a {evidence}"));
        Assert.Contains("\"Result\": \"signal\"", await machine.ShellAsync($"cat {evidence}/snapshot.json"), StringComparison.Ordinal);
        Assert.Contains("FpmCrashed", await machine.ShellAsync($"cat {evidence}/first-diagnosis.txt"), StringComparison.Ordinal);
        Assert.True((await machine.ShellAsync($"cat {evidence}/processes.txt")).Split('\n').Length > 3, "each process has lines of its own");
        await AssertKeptForRootAsync(machine, evidence);
        Assert.Contains("StepBegin", await machine.ShellAsync("cat /var/lib/nginx502/recovery/runs.jsonl"), StringComparison.Ordinal);

        // It is in the unit's control group, not in that of whoever asked.
        Assert.Contains($"{machine.Fpm}.service", await machine.ShellAsync($"cat /proc/$(systemctl show --value --property=MainPID {machine.Fpm})/cgroup"), StringComparison.Ordinal);

        // Again at once: the pause after an act holds.
        await machine.KillAsync();
        (_, _, string warned) = await machine.InvokeAsync("Invoke-502Recovery -WhatIf -Confirm:$false");
        Assert.Contains("Without a question it would not be done now: ", warned, StringComparison.Ordinal);
        JsonElement held = await machine.RecoverAsync();
        Assert.Equal(("Held", 1), (Text(held, "Outcome"), held.GetProperty("ExitCode").GetInt32()));
        Assert.Equal("failed", await machine.StateAsync());
    }

    [Fact]
    public async Task WhatIsMeantOrWrongIsLeftAlone()
    {
        if (!Requirement.IsMet("a machine of its own", Lab.BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        await machine.ShellAsync($"systemctl stop {machine.Fpm}");
        JsonElement stopped = await machine.RecoverAsync();
        Assert.Equal(("Held", "inactive"), (Text(stopped, "Outcome"), await machine.StateAsync()));
        Assert.Contains("was stopped by somebody", stopped.GetProperty("Holds").ToString(), StringComparison.Ordinal);

        await machine.ShellAsync($"systemctl start {machine.Fpm}; systemctl mask --runtime {machine.Fpm}");
        await machine.KillAsync();
        JsonElement masked = await machine.RecoverAsync();
        Assert.NotEqual("Recovered", Text(masked, "Outcome"));
        Assert.Equal("failed", await machine.StateAsync());
        await machine.ShellAsync($"systemctl unmask --runtime {machine.Fpm}");

        // It would not come up: it is not even tried.
        string pool = $"/etc/php/{machine.Fpm[3..^4]}/fpm/pool.d/www.conf";
        await machine.ShellAsync($"cp {pool} /run/www.conf; sed -i 's/^pm.max_children = .*/pm.max_children = none/' {pool}");
        JsonElement broken = await machine.RecoverAsync();
        Assert.Equal("PersonNeeded", Text(broken, "Outcome"));
        Assert.Equal("FpmConfigurationInvalid", Text(broken.GetProperty("Diagnosis"), "Cause"));
        Assert.Contains("Test-FpmConfiguration", broken.GetProperty("LeftToDo").ToString(), StringComparison.Ordinal);
        Assert.Equal("failed", await machine.StateAsync());

        // With its file mended it is what crashed, and no more.
        await machine.ShellAsync($"cp /run/www.conf {pool}");
        Assert.Equal("Recovered", Text(await machine.RecoverAsync(), "Outcome"));
        Assert.Equal("200", await machine.StatusAsync());

        // What stands before its program keeps it from starting: what systemd says of it comes first.
        await machine.ForgetAsync();
        machine.Machine.WriteEtc($"systemd/system/{machine.Fpm}.service.d/pre.conf", "[Service]\nExecStartPre=/bin/false\n");
        await machine.ShellAsync("systemctl daemon-reload");
        await machine.KillAsync();
        JsonElement failed = await machine.RecoverAsync();
        Assert.Equal("NotRecovered", Text(failed, "Outcome"));
        Assert.StartsWith($"journalctl -u {machine.Fpm}", Text(failed.GetProperty("LeftToDo")[0], "Command"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SystemdsOwnLimitsAndPackageManagersAreRespected()
    {
        if (!Requirement.IsMet("a machine of its own", Lab.BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();

        // A package manager that ends its work is waited for.
        await machine.KillAsync();
        const string take = "use Fcntl; open(F, '+>', '/var/lib/dpkg/lock-frontend') or die; my \\$l = pack('s s x4 l! l! i x4', F_WRLCK, 0, 0, 0, 0); fcntl(F, F_SETLK, \\$l) or die; sleep 1 until -e '/run/installed';";
        await machine.ShellAsync($"mkdir -p /var/lib/dpkg; (perl -e \"{take}\" >/dev/null 2>&1 &) ; sleep 1");
        (_, JsonElement[] planned, _) = await machine.InvokeAsync("Get-502RecoveryPlan -WarningAction Ignore");
        Assert.Contains("package manager", planned[0].GetProperty("Holds").ToString(), StringComparison.Ordinal);
        JsonElement down = (await machine.InvokeAsync("Get-502Diagnosis -WarningAction Ignore")).Objects[0].GetProperty("Findings")[0];
        Assert.Contains("A package manager is at work (process ", down.GetProperty("Evidence")[0].GetProperty("Text").ToString(), StringComparison.Ordinal);
        Assert.StartsWith("ps -o ", down.GetProperty("Remedies")[0].GetProperty("Command").ToString(), StringComparison.Ordinal);
        Task<JsonElement> waiting = machine.RecoverAsync();
        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromSeconds(10))));
        Assert.Equal("failed", await machine.StateAsync());
        await machine.ShellAsync("touch /run/installed");
        Assert.Equal("Recovered", Text(await waiting, "Outcome"));

        // What systemd gave up is not started again and again from outside.
        await machine.ForgetAsync();
        machine.Machine.WriteEtc($"systemd/system/{machine.Fpm}.service.d/limit.conf", "[Unit]\nStartLimitIntervalSec=300\nStartLimitBurst=2\n[Service]\nRestart=on-failure\nRestartSec=100ms\nExecStartPre=/bin/sh -c 'test ! -e /run/refuse'\n");
        await machine.ShellAsync($"systemctl daemon-reload; touch /run/refuse; systemctl kill --kill-who=main --signal=KILL {machine.Fpm}; sleep 2");
        Assert.Equal("failed", await machine.StateAsync());
        JsonElement limited = await machine.RecoverAsync();
        Assert.Equal(("PersonNeeded", "failed"), (Text(limited, "Outcome"), await machine.StateAsync()));
        Assert.Contains("reset-failed", limited.GetProperty("LeftToDo").ToString(), StringComparison.Ordinal);

        // A person who mended the cause says so.
        await machine.ShellAsync("rm /run/refuse");
        JsonElement allowed = await machine.RecoverAsync("-Allow StartService");
        Assert.Equal("Recovered", Text(allowed, "Outcome"));
        Assert.Equal("200", await machine.StatusAsync());
    }

    [Fact]
    public async Task APersonRestartsAndReloads()
    {
        if (!Requirement.IsMet("a machine of its own", Lab.BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        string main = await machine.ShellAsync($"systemctl show --value --property=MainPID {machine.Fpm}");
        (int exitCode, JsonElement[] objects, string errors) = await machine.InvokeAsync($"Restart-GatewayService {machine.Fpm} -Confirm:$false -PassThru");
        Assert.True(exitCode == 0 && objects.Length == 1, errors);
        Assert.Contains("All pools of", errors, StringComparison.Ordinal);
        Assert.NotEqual(main, await machine.ShellAsync($"systemctl show --value --property=MainPID {machine.Fpm}"));
        Assert.Equal("200", await machine.StatusAsync());

        (exitCode, _, errors) = await machine.InvokeAsync($"Restart-GatewayService {machine.Fpm} -Reload -Confirm:$false; Restart-GatewayService nginx -Reload -Confirm:$false; Restart-GatewayService nginx -Confirm:$false");
        Assert.True(exitCode == 0, errors);
        Assert.Equal("200", await machine.StatusAsync());

        // Never on a configuration that its program refuses.
        await machine.ShellAsync("echo nonsense > /etc/nginx/conf.d/bad.conf");
        (exitCode, _, errors) = await machine.InvokeAsync("Restart-GatewayService nginx -Confirm:$false");
        Assert.True(exitCode == 1 && errors.Contains("bad.conf", StringComparison.Ordinal), errors);
        Assert.Equal("200", await machine.StatusAsync());
        await machine.ShellAsync("rm /etc/nginx/conf.d/bad.conf");

        // Four acts of a person count, and what was refused is none.
        (_, objects, errors) = await machine.InvokeAsync("(Get-502Monitor).Budget");
        Assert.True(objects is [{ } budget] && budget.GetProperty("ActsInLastHour").GetInt32() == 4, errors);

        // What is masked is not started, what is asked for under -WhatIf is not done.
        await machine.ShellAsync($"systemctl stop {machine.Fpm}; systemctl mask --runtime {machine.Fpm}");
        (exitCode, _, errors) = await machine.InvokeAsync($"Restart-GatewayService {machine.Fpm} -Confirm:$false");
        Assert.True(exitCode == 1 && errors.Contains("unmask", StringComparison.Ordinal), errors);
        await machine.ShellAsync($"systemctl unmask --runtime {machine.Fpm}");
        await machine.InvokeAsync($"Restart-GatewayService {machine.Fpm} -WhatIf");
        Assert.Equal("inactive", await machine.StateAsync());
    }

    // As it was when the failure was first seen, and once more right before the act.
    private static async Task AssertKeptForRootAsync(RecoveryMachine machine, string evidence)
    {
        Dictionary<string, string> told = new()
        {
            ["snapshot.json"] = "\"Result\": \"signal\"",
            ["diagnosis.txt"] = "FpmCrashed",
            ["processes.txt"] = "  waits in ",
            ["locks.txt"] = " WRITE ",
            ["sockets.txt"] = " /run/systemd/private",
            ["memory.txt"] = "MemAvailable:",
        };
        string[] files = (await machine.ShellAsync($"cd {evidence} && stat -c '%a %u:%g %F %n' *")).Split('\n');
        Assert.All(files, file => Assert.StartsWith("600 0:0 regular file ", file, StringComparison.Ordinal));
        foreach (string name in told.Keys.SelectMany(name => new[] { name, "first-" + name }))
        {
            Assert.True(files.Contains($"600 0:0 regular file {name}"), $"{name} is not among {string.Join(", ", files)}");
            Assert.Contains(told[name.Replace("first-", string.Empty, StringComparison.Ordinal)], await machine.ShellAsync($"cat {evidence}/{name}"), StringComparison.Ordinal);
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).ToString();
}
