using System.Text.Json;
using Nginx502.IntegrationTests.Diagnosis;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Recovery.Booted;

/// <summary>Recoveries that nobody watches among strangers, liars and full disks: nobody is believed who is not the kernel, and nobody else is hurt.</summary>
public sealed class BootedHostileTests
{
    private const string OtherSite = """
        server {
            listen 127.0.0.1:81;
            server_name other.example;
            root /run/www;
            location / {
                include fastcgi_params;
                fastcgi_param SCRIPT_FILENAME /run/www/index.php;
                fastcgi_pass unix:/run/php/other.sock;
            }
        }

        """;

    [Fact]
    public async Task ASiteOfAnotherMasterLosesNoRequest()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        string program = LabProgram.PhpFpm[0];
        machine.Machine.WriteEtc("php/other.conf", "[global]\nerror_log = syslog\n[other]\nuser = www-data\nlisten = /run/php/other.sock\nlisten.owner = www-data\npm = static\npm.max_children = 3\n");
        machine.Machine.WriteEtc("systemd/system/other-fpm.service", $"[Service]\nType=notify\nExecStart={program} --nodaemonize --fpm-config /etc/php/other.conf\n");
        machine.Machine.WriteEtc("nginx/sites-enabled/other", OtherSite);
        await machine.ShellAsync("systemctl daemon-reload; systemctl start other-fpm; systemctl reload nginx");
        Task<string> stream = machine.ShellAsync("timeout 20 curl --silent --fail-early --output /dev/null --write-out '%{http_code}\\n' 'http://127.0.0.1:81/?[1-9000000]' | sort | uniq -c");
        string master = await machine.ShellAsync("systemctl show --value --property=MainPID other-fpm");

        await machine.KillAsync();
        JsonElement recovered = await machine.RecoverAsync();
        Assert.Equal("Recovered", recovered.GetProperty("Outcome").ToString());
        Assert.Equal("200", await machine.StatusAsync());
        string[] counts = (await stream).Split('\n');
        Assert.True(counts.Length == 1 && counts[0].EndsWith(" 200", StringComparison.Ordinal), string.Join(", ", counts));
        Assert.Equal(master, await machine.ShellAsync("systemctl show --value --property=MainPID other-fpm"));
    }

    [Fact]
    public async Task ForgedLinesAndStrangersMoveNothing()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        string main = await machine.ShellAsync($"systemctl show --value --property=MainPID {machine.Fpm}");

        // A log full of failures, written by whoever can, while visitors are served.
        const string forged = "$(date '+%Y/%m/%d %H:%M:%S') [error] 7#7: *1 connect() to unix:/run/php/gone.sock failed (111: Connection refused) while connecting to upstream, client: 203.0.113.9, server: shop.example, request: \\\"GET / HTTP/1.1\\\", upstream: \\\"fastcgi://unix:/run/php/gone.sock:\\\", host: \\\"shop.example\\\"";
        await machine.ShellAsync($"for i in 1 2 3 4 5 6 7 8 9; do echo \"{forged}\" >> /var/log/nginx/error.log; done");
        JsonElement healthy = await machine.RecoverAsync("http://shop.example/");
        Assert.Equal("Healthy", healthy.GetProperty("Outcome").ToString());
        Assert.Equal(main, await machine.ShellAsync($"systemctl show --value --property=MainPID {machine.Fpm}"));

        // A process that calls itself the master, while the true one is dead; a link where its socket was.
        string shadow = await machine.ShellAsync("cp /etc/passwd /run/shadow; chmod 600 /run/shadow; stat -c '%a %u %Y' /run/shadow");
        string socket = $"/run/php/{machine.Fpm}.sock";
        await machine.KillAsync();
        await machine.ShellAsync($"setpriv --reuid=www-data --regid=www-data --clear-groups bash -c 'exec -a \"php-fpm: master process (/etc/php/fpm/php-fpm.conf)\" sleep 1000' >/dev/null 2>&1 & echo $! > /run/stranger; rm -f {socket}; ln -s /run/shadow {socket}");
        JsonElement met = await machine.RecoverAsync();
        Assert.Equal(shadow, await machine.ShellAsync("stat -c '%a %u %Y' /run/shadow"));
        Assert.Equal("sleep", await machine.ShellAsync("cat /proc/$(cat /run/stranger)/comm"));
        Assert.DoesNotContain("ContinueProcess", met.GetProperty("Steps").ToString(), StringComparison.Ordinal);
        Assert.NotEqual("Failed", met.GetProperty("Outcome").ToString());
    }

    [Fact]
    public async Task AGoodPageHidesNoBrokenBackend()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        await machine.ShellAsync("sed -i '/^}/i location = /page { return 200 good; } location = /moved { return 301 https://elsewhere.example/; }' /etc/nginx/sites-enabled/shop; systemctl reload nginx");
        await machine.KillAsync();
        JsonElement recovered = await machine.RecoverAsync("http://shop.example/page");
        Assert.Equal(("Recovered", "200"), (recovered.GetProperty("Outcome").ToString(), await machine.StatusAsync()));

        // What leads elsewhere is not followed, and is said to tell nothing.
        JsonElement moved = await machine.RecoverAsync("http://shop.example/moved");
        Assert.Equal("Healthy", moved.GetProperty("Outcome").ToString());
        Assert.Contains("tells nothing of PHP", moved.GetProperty("Before").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatSomebodyEditsMeanwhileIsNotLost()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        const string site = "/etc/nginx/sites-enabled/shop";
        await machine.ShellAsync($"sed -i 's|fastcgi_pass unix:.*|fastcgi_pass unix:/run/php/php7.0-fpm.sock;|' {site}; systemctl reload nginx; sleep 1");
        Assert.Equal("502", await machine.StatusAsync());

        // Another loaded file that somebody has not finished: nothing may be reloaded, and so nothing is changed.
        string before = await machine.ShellAsync($"sha256sum {site}; echo 'half a line' > /etc/nginx/conf.d/unfinished.conf");
        JsonElement refused = await machine.RecoverAsync("-Allow RedirectNginx");
        Assert.NotEqual("Recovered", refused.GetProperty("Outcome").ToString());
        Assert.Equal(before, await machine.ShellAsync($"sha256sum {site}"));
        Assert.NotEqual(0, refused.GetProperty("LeftToDo").GetArrayLength());
        await machine.ShellAsync("rm /etc/nginx/conf.d/unfinished.conf");
        await machine.ForgetAsync();

        // The same file, right after the step began.
        Task editing = machine.ShellAsync($"until grep -q '\"event\":\"StepBegin\"' /var/lib/nginx502/recovery/runs.jsonl 2>/dev/null; do :; done; echo '# edited meanwhile' >> {site}");
        JsonElement met = await machine.RecoverAsync("-Allow RedirectNginx");
        await editing;
        Assert.Equal("1", await machine.ShellAsync($"grep -c '# edited meanwhile' {site}"));

        if (met.GetProperty("Outcome").ToString() != "Recovered")
        {
            Assert.Contains("changed", met.GetProperty("Steps").ToString(), StringComparison.Ordinal);

            // What somebody else wrote is taken up by a person alone, whatever was allowed.
            await machine.ForgetAsync();
            JsonElement left = await machine.RecoverAsync("-Allow RedirectNginx");
            Assert.Contains("A person looks at that first.", left.GetProperty("Steps").ToString(), StringComparison.Ordinal);
            await machine.ShellAsync("systemctl reload nginx; sleep 1");
            await machine.ForgetAsync();
            met = await machine.RecoverAsync("-Allow RedirectNginx");
        }

        Assert.Equal(("Recovered", "200"), (met.GetProperty("Outcome").ToString(), await machine.StatusAsync()));
        Assert.Equal("1", await machine.ShellAsync($"grep -c '# edited meanwhile' {site}"));
    }

    [Fact]
    public async Task AFullDiskAndAnOrdinaryUserAreTold()
    {
        if (!Requirement.IsMet("a machine of its own", BootedMachine.CanBoot))
        {
            return;
        }

        using RecoveryMachine machine = await RecoveryMachine.StartAsync();
        await machine.KillAsync();

        // Where everybody can get at it, wherever it was built.
        await machine.ShellAsync($"mkdir -p -m 0755 /run/program; mount --bind {Path.GetDirectoryName(BuiltShell.Program)} /run/program");
        (int exitCode, string output, string errors) = await machine.Machine.RunAsync(
            "/usr/bin/setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "/run/program/nginx502", "-OutputFormat", "JsonLines", "-Command", "Invoke-502Recovery -Confirm:$false -WarningAction Ignore");
        Assert.True(exitCode is 0 or 1, errors);
        Assert.DoesNotContain("\"Recovered\"", output, StringComparison.Ordinal);
        Assert.Contains("root", output + errors, StringComparison.Ordinal);
        Assert.Equal("failed", await machine.StateAsync());

        await machine.ShellAsync("mkdir -p /var/lib/nginx502; mount -t tmpfs -o size=16k,mode=0700 full /var/lib/nginx502; ! dd if=/dev/zero of=/var/lib/nginx502/filler 2>/dev/null");
        JsonElement recovered = await machine.RecoverAsync();
        Assert.Equal(("Recovered", "200"), (recovered.GetProperty("Outcome").ToString(), await machine.StatusAsync()));
        Assert.Contains("memory only", recovered.GetProperty("Warnings").ToString(), StringComparison.Ordinal);
        Assert.Contains("StepBegin", await machine.ShellAsync("cat /run/nginx502/recovery/runs.jsonl"), StringComparison.Ordinal);
    }
}
