using System.Text.Json;
using Nginx502.IntegrationTests.Diagnosis;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Recovery.Booted;

/// <summary>Causes that take the manager of services, or a second address: each made for real on a machine that systemd booted, and mended by what its remedy says.</summary>
public sealed class BootedDiagnosisTests
{
    [Fact]
    public async Task AnNginxThatWasKilledIsNamedAndStarted()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        await machine.ShellAsync("systemctl kill --signal=KILL nginx; until systemctl is-failed --quiet nginx; do sleep 0.1; done");

        Assert.Equal("NginxNotRunning", await CauseAsync(machine));

        JsonElement recovered = await machine.RecoverAsync();
        Assert.Equal(("Recovered", "200"), (recovered.GetProperty("Outcome").ToString(), await machine.StatusAsync()));
    }

    [Fact]
    public async Task AnNginxThatStandsStillIsNamedAndGoesOn()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        await machine.ShellAsync("systemctl kill --signal=STOP nginx");
        JsonElement finding = (await machine.InvokeAsync("Get-502Diagnosis -WarningAction Ignore")).Objects[0].GetProperty("Findings")[0];
        Assert.Equal("NginxStuck", finding.GetProperty("Cause").ToString());
        string remedy = finding.GetProperty("Remedies")[0].GetProperty("Command").ToString();
        Assert.StartsWith("kill -CONT ", remedy, StringComparison.Ordinal);
        await machine.ShellAsync(remedy);
        Assert.Equal("200", await machine.StatusAsync());

        // What a recovery may do alone.
        await machine.ShellAsync("systemctl kill --signal=STOP nginx");
        JsonElement recovered = await machine.RecoverAsync();
        Assert.Equal(("Recovered", "200"), (recovered.GetProperty("Outcome").ToString(), await machine.StatusAsync()));
        Assert.Equal("ContinueProcess", recovered.GetProperty("Steps")[0].GetProperty("Step").GetProperty("Action").ToString());
    }

    // systemd tells of a stop that it was asked for, and of an end that nginx was told by itself, in other words.
    [Theory]
    [InlineData("systemctl stop nginx")]
    [InlineData("nginx -s quit")]
    public async Task AnNginxThatWasStoppedAndStartedIsToldAsOver(string stop)
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        await machine.ShellAsync($"{stop}; while systemctl is-active --quiet nginx; do sleep 0.1; done; sleep 7; systemctl start nginx");
        JsonElement diagnosis = (await machine.InvokeAsync("Get-502Diagnosis -WarningAction Ignore")).Objects[0];

        Assert.True(diagnosis.GetProperty("Past").EnumerateArray().Any(line => line.ToString().StartsWith("NginxNotRunning (from ", StringComparison.Ordinal)), $"{diagnosis.GetProperty("Verdict")} {diagnosis.GetProperty("Past")} {await machine.ShellAsync("journalctl -u nginx -o json --no-pager --output-fields=MESSAGE,MESSAGE_ID,UNIT,_PID")}");
    }

    [Fact]
    public async Task WhatStandsBeforeNginxIsToldFromIt()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        machine.Machine.WriteEtc("hosts", "127.0.0.1 localhost\n127.0.0.2 shop.example\n");
        const string balancer = "use IO::Socket::INET; my $s = IO::Socket::INET->new(LocalAddr => '127.0.0.2', LocalPort => 80, Listen => 9, ReuseAddr => 1) or die; while (my $c = $s->accept) { sysread($c, my $r, 4096); print $c \"HTTP/1.1 502 Bad Gateway\\r\\nServer: balancer\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n\"; close $c }";
        await machine.ShellAsync($"cat > /run/balancer.pl <<'END'\n{balancer}\nEND\n(perl /run/balancer.pl >/dev/null 2>&1 &); sleep 0.5");

        // Of several sites each is asked both ways.
        Assert.Equal("FrontProxyAnswered", await CauseAsync(machine, "-Uri http://localhost/,http://shop.example/ -ViaDns"));
        Assert.Equal("200", await machine.StatusAsync());
    }

    [Fact]
    public async Task AStartThatTheSandboxOfItsUnitEndsIsNamedAndLeftToAPerson()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        await machine.ShellAsync("mkdir -p /run/systemd/system/php8.2-fpm.service.d; printf '[Service]\\nSystemCallFilter=~listen\\n' > /run/systemd/system/php8.2-fpm.service.d/filter.conf; systemctl daemon-reload; systemctl restart php8.2-fpm || true");

        Assert.Equal("SandboxDenied", await CauseAsync(machine));
        JsonElement left = await machine.RecoverAsync();
        Assert.Equal(("PersonNeeded", true), (left.GetProperty("Outcome").ToString(), left.GetProperty("LeftToDo").GetArrayLength() > 0));

        await machine.ShellAsync("printf '[Service]\\nSystemCallFilter=\\n' > /run/systemd/system/php8.2-fpm.service.d/zz-allowed.conf; systemctl daemon-reload; systemctl reset-failed php8.2-fpm; systemctl start php8.2-fpm");
        Assert.Equal("200", await machine.StatusAsync());
    }

    [Theory]
    [InlineData("CapabilityBoundingSet=CAP_NET_BIND_SERVICE")]
    [InlineData("CapabilityBoundingSet=~CAP_SETUID CAP_SETGID")]
    [InlineData("User=www-data")]
    public async Task RightsThatTheUnitTakesAreNamedAndGivenBack(string setting)
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        await machine.ShellAsync($"mkdir -p /etc/systemd/system/{machine.Fpm}.service.d; printf '[Service]\n{setting}\n' > /etc/systemd/system/{machine.Fpm}.service.d/hardened.conf; systemctl daemon-reload; timeout 20 systemctl restart {machine.Fpm} || true");
        Assert.NotEqual("200", await machine.StatusAsync());

        JsonElement finding = (await machine.InvokeAsync("Get-502Diagnosis -WarningAction Ignore")).Objects[0].GetProperty("Findings")[0];
        Assert.True(finding.GetProperty("Cause").ToString() == "SandboxDenied", finding.GetRawText());

        await machine.ShellAsync(finding.GetProperty("Remedies")[0].GetProperty("Command").ToString());
        Assert.Equal("200", await machine.StatusAsync());
    }

    [Fact]
    public async Task ASandboxThatHidesTheSiteFromPhpFpmIsNamedAndOpened()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        await machine.ShellAsync($"mkdir -p /etc/systemd/system/{machine.Fpm}.service.d; printf '[Service]\nInaccessiblePaths=/srv /run/www\n' > /etc/systemd/system/{machine.Fpm}.service.d/hide.conf; systemctl daemon-reload; systemctl restart {machine.Fpm}");
        string status = await machine.StatusAsync();
        Assert.True(status is "404" or "403", status);

        JsonElement finding = (await machine.InvokeAsync("Get-502Diagnosis -WarningAction Ignore")).Objects[0].GetProperty("Findings")[0];
        Assert.Equal(("SandboxDenied", status), (finding.GetProperty("Cause").ToString(), finding.GetProperty("Status").ToString()));
        Assert.Contains("InaccessiblePaths=/srv /run/www", finding.GetProperty("Explanation").ToString(), StringComparison.Ordinal);

        await machine.ShellAsync(finding.GetProperty("Remedies")[0].GetProperty("Command").ToString());
        Assert.Equal(("200", "yes"), (await machine.StatusAsync(), await machine.ShellAsync($"systemctl show --value --property=InaccessiblePaths {machine.Fpm} | grep -qx /srv && echo yes")));
    }

    [Fact]
    public async Task ARuleThatBarsNginxFromThePoolIsNamedAndItsRemedyLetsItThrough()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        await machine.ShellAsync($"sed -i 's|^listen = .*|listen = 127.0.0.1:9001|' /etc/php/8.2/fpm/pool.d/www.conf; grep -rl fpm.sock /etc/nginx | xargs sed -i 's#unix:/run/php/[a-z0-9.-]*fpm.sock#127.0.0.1:9001#'; systemctl restart {machine.Fpm} nginx");
        Assert.Equal("200", await machine.StatusAsync());
        await machine.ShellAsync("nft add table ip shop; nft 'add chain ip shop output { type filter hook output priority 0; }'; nft add rule ip shop output oifname lo tcp dport 9001 reject");
        Assert.Equal("502", await machine.StatusAsync());

        JsonElement diagnosis = (await machine.InvokeAsync("Get-502Diagnosis -WarningAction Ignore")).Objects[0];
        JsonElement finding = diagnosis.GetProperty("Findings")[0];
        Assert.Equal("FirewallBlocked", finding.GetProperty("Cause").ToString());
        Assert.Contains("tcp dport 9001 reject", finding.GetProperty("Evidence")[0].GetProperty("Text").ToString(), StringComparison.Ordinal);

        string remedy = finding.GetProperty("Remedies")[0].GetProperty("Command").ToString();
        (int exitCode, _, string errors) = await machine.InvokeAsync($"{remedy} -Confirm:$false -WarningAction Ignore");
        Assert.True(exitCode == 0, $"{remedy}: {errors}");
        Assert.Equal("200", await machine.StatusAsync());
    }

    [Fact]
    public async Task WhoeverTookTheRightsOfTheSocketBeganIt()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        await machine.ShellAsync("sleep 3; chmod 000 /run/php/*.sock");
        Assert.Equal("502", await machine.StatusAsync());

        JsonElement finding = (await machine.InvokeAsync("Get-502Diagnosis -WarningAction Ignore")).Objects[0].GetProperty("Findings")[0];

        Assert.Equal("SocketPermissionDenied", finding.GetProperty("Cause").ToString());
        Assert.Contains(".sock", finding.GetProperty("Trigger").GetProperty("Subject").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOutageBeforeARotationIsToldWhenItIsOver()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        await machine.ShellAsync($"systemctl stop {machine.Fpm}");
        Assert.Equal("502", await machine.StatusAsync());
        await machine.ShellAsync($"sleep 1; systemctl start {machine.Fpm}; cd /var/log/nginx; for log in access error; do mv $log.log $log.log.1; done; systemctl kill --kill-who=main --signal=USR1 nginx; sleep 1");
        Assert.Equal("200", await machine.StatusAsync());

        JsonElement diagnosis = (await machine.InvokeAsync("Get-502Diagnosis -WarningAction Ignore")).Objects[0];

        Assert.True(diagnosis.GetProperty("IsHealthy").GetBoolean());
        Assert.StartsWith("FpmNotRunning", diagnosis.GetProperty("Past")[0].ToString(), StringComparison.Ordinal);
    }

    private static async Task<string> CauseAsync(RecoveryMachine machine, string parameters = "")
    {
        (int exitCode, JsonElement[] objects, string errors) = await machine.InvokeAsync($"Get-502Diagnosis {parameters} -WarningAction Ignore");
        Assert.True(exitCode == 0 && objects.Length == 1, errors);
        return objects[0].GetProperty("Cause").ToString();
    }
}
