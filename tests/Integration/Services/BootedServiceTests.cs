using System.Globalization;
using System.Text.Json;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Services;

/// <summary>Services of a machine that systemd booted are told as systemd has them.</summary>
public sealed class BootedServiceTests
{
    [Fact]
    public async Task ServicesAreToldAsSystemdHasThem()
    {
        if (!BootedMachine.CanBoot)
        {
            // Then whoever runs this sees no less of the services of this machine.
            Assert.NotNull(GatewayServiceCollector.Collect(GatewayTarget.ThisMachine, out _));
            return;
        }

        using BootedMachine machine = await BootedMachine.StartAsync(Path.GetDirectoryName(Path.GetDirectoryName(BuiltShell.Program))!);
        string fpm = Path.GetFileName(LabProgram.PhpFpm[0]).Replace("php-fpm", "php", StringComparison.Ordinal) + "-fpm";
        await AssertAsync(machine, fpm, "Inactive", service => service.GetProperty("IsStoppedOnPurpose").GetBoolean());

        Assert.Equal(0, await machine.SystemctlAsync("start", "nginx", fpm));
        await AssertAsync(machine, fpm, "Active", service => service.GetProperty("WorkerCount").GetInt32() > 0 && service.GetProperty("ConfigurationPath").GetString()!.StartsWith("/etc/php", StringComparison.Ordinal));
        JsonElement nginx = await AssertAsync(machine, "nginx", "Active", service => service.GetProperty("Manager").GetString() == "Systemd");

        // From the machine's own view.
        string main = (await machine.RunAsync("/usr/bin/systemctl", "show", "--property=MainPID", "--value", "nginx")).Output.Trim();
        Assert.Equal(main, nginx.GetProperty("ProcessId").GetInt32().ToString(CultureInfo.InvariantCulture));

        Assert.Equal(0, await machine.SystemctlAsync("stop", fpm));
        await AssertAsync(machine, fpm, "Inactive", service => service.GetProperty("IsStoppedOnPurpose").GetBoolean());

        Assert.Equal(0, await machine.SystemctlAsync("start", fpm));
        Assert.Equal(0, await machine.SystemctlAsync("kill", "--kill-who=main", "--signal=KILL", fpm));
        await AssertAsync(machine, fpm, "Failed", service => service.GetProperty("ExitSignal").GetString() == "SIGKILL" && service.GetProperty("Result").GetString() == "signal" && !service.GetProperty("IsStoppedOnPurpose").GetBoolean());

        Assert.Equal(0, await machine.SystemctlAsync("mask", fpm));
        await AssertAsync(machine, fpm, "Failed", service => service.GetProperty("IsMasked").GetBoolean());
    }

    [Fact]
    public async Task DropInsAndTheStartLimitAreTold()
    {
        if (!BootedMachine.CanBoot)
        {
            Assert.NotNull(GatewayServiceCollector.Collect(GatewayTarget.ThisMachine, out _));
            return;
        }

        using BootedMachine machine = await BootedMachine.StartAsync(Path.GetDirectoryName(Path.GetDirectoryName(BuiltShell.Program))!);
        machine.WriteEtc("systemd/system/nginx.service.d/limits.conf", "[Service]\nRestart=on-failure\nRestartSec=50ms\nLimitNOFILE=4096\nPrivateTmp=yes\nTasksMax=100\n");
        Assert.Equal(0, await machine.SystemctlAsync("daemon-reload"));
        Assert.Equal(0, await machine.SystemctlAsync("start", "nginx"));
        JsonElement settings = (await AssertAsync(machine, "nginx", "Active", _ => true)).GetProperty("Settings");
        Assert.Equal(("on-failure", 4096, true, 100), (settings.GetProperty("Restart").GetString(), settings.GetProperty("LimitNofile").GetInt32(), settings.GetProperty("PrivateTmp").GetBoolean(), settings.GetProperty("TasksMax").GetInt32()));

        machine.WriteEtc("nginx/nginx.conf", "nonsense;\n");
        Assert.Equal(0, await machine.SystemctlAsync("stop", "nginx"));
        Assert.NotEqual(0, await machine.SystemctlAsync("start", "nginx"));
        JsonElement failed = await AssertAsync(machine, "nginx", "Failed", service => service.GetProperty("IsStartLimitHit").GetBoolean());
        Assert.Contains("systemd gave up", failed.GetProperty("Explanation").GetString());
    }

    // A unit that is started again by itself passes through other states first.
    private static async Task<JsonElement> AssertAsync(BootedMachine machine, string name, string state, Func<JsonElement, bool> holds)
    {
        JsonElement found = default;
        string printed = string.Empty;
        for (long start = Environment.TickCount64; Environment.TickCount64 - start < Patience.Limit.TotalMilliseconds;)
        {
            (int exitCode, string output, string errors) = await machine.RunAsync(BuiltShell.Program, "-OutputFormat", "JsonLines", "-Command", $"Get-GatewayService '{name}' -WarningAction Ignore");
            printed = output + errors;
            Assert.True(exitCode == 0, printed);
            found = BuiltShell.Parse(Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
            if (found.GetProperty("State").GetString() == state && holds(found))
            {
                return found;
            }
        }

        Assert.Fail($"{name} is not {state}: {printed}");
        return found;
    }
}
