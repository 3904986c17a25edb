using System.Text.Json;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;

namespace Nginx502.IntegrationTests.Recovery.Booted;

/// <summary>A machine that systemd booted, with a site on nginx and php-fpm, and the module in its runner.</summary>
internal sealed class RecoveryMachine : IDisposable
{
    private const string Site = """
        server {
            listen 127.0.0.1:80;
            server_name shop.example;
            root /run/www;
            location / {
                include fastcgi_params;
                fastcgi_param SCRIPT_FILENAME /run/www/index.php;
                fastcgi_pass unix:/run/php/VERSION-fpm.sock;
            }
        }

        """;

    private RecoveryMachine(BootedMachine machine, string fpm) => (Machine, Fpm) = (machine, fpm);

    /// <summary>The machine.</summary>
    public BootedMachine Machine { get; }

    /// <summary>The unit of php-fpm, without its ending.</summary>
    public string Fpm { get; }

    /// <summary>Boots one, with both services running.</summary>
    /// <param name="state">A directory that keeps the module's state when the machine is gone; null for none.</param>
    public static async Task<RecoveryMachine> StartAsync(string? state = null)
    {
        BootedMachine machine = await BootedMachine.StartAsync(Path.GetDirectoryName(Path.GetDirectoryName(BuiltShell.Program))!, state, "/var/lib/nginx502");
        string version = Path.GetFileName(LabProgram.PhpFpm[0]).Replace("php-fpm", "php", StringComparison.Ordinal);
        var started = new RecoveryMachine(machine, version + "-fpm");
        machine.WriteEtc("nginx/sites-enabled/shop", Site.Replace("VERSION", version, StringComparison.Ordinal));
        await started.ShellAsync("rm -f /etc/nginx/sites-enabled/default; mkdir -p /run/www; echo '<?php echo \"good\";' > /run/www/index.php");
        Assert.Equal(0, await machine.SystemctlAsync("start", "nginx", started.Fpm));
        Assert.Equal("200", await started.StatusAsync());
        return started;
    }

    /// <summary>The status that a visitor gets.</summary>
    public async Task<string> StatusAsync() => (await Machine.RunAsync("/usr/bin/curl", "--silent", "--output", "/dev/null", "--write-out", "%{http_code}", "--max-time", "10", "http://127.0.0.1/")).Output;

    /// <summary>Runs a command of the module, and gives its objects.</summary>
    public async Task<(int ExitCode, JsonElement[] Objects, string Errors)> InvokeAsync(string command)
    {
        (int exitCode, string output, string errors) = await Machine.RunAsync(BuiltShell.Program, "-OutputFormat", "JsonLines", "-Command", command);
        return (exitCode, [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(BuiltShell.Parse)], errors);
    }

    /// <summary>Runs a recovery that nobody watches.</summary>
    public async Task<JsonElement> RecoverAsync(string parameters = "")
    {
        (int exitCode, JsonElement[] objects, string errors) = await InvokeAsync($"Invoke-502Recovery -Confirm:$false {parameters} -WarningAction Ignore");
        Assert.True(exitCode == 0 && objects.Length == 1, errors);
        return objects[0];
    }

    /// <summary>Runs a line of the shell there, as a person would.</summary>
    public async Task<string> ShellAsync(string line)
    {
        (int exitCode, string output, string errors) = await Machine.RunAsync("/bin/sh", "-c", line);
        Assert.True(exitCode == 0, $"{line}: {errors}");
        return output.Trim();
    }

    /// <summary>How systemd has php-fpm.</summary>
    public Task<string> StateAsync() => ShellAsync($"systemctl show --value --property=ActiveState {Fpm}");

    /// <summary>Kills its master as the kernel would.</summary>
    public async Task KillAsync()
    {
        Assert.Equal(0, await Machine.SystemctlAsync("kill", "--kill-who=main", "--signal=KILL", Fpm));
        await Patience.UntilAsync(() => StateAsync().GetAwaiter().GetResult() is "failed" or "activating", "php-fpm to fail");
    }

    /// <summary>Begins a recovery that nobody watches, kills it without a word when something has happened, and waits until it is gone.</summary>
    /// <param name="moment">A condition of the shell; it is asked without a pause.</param>
    public Task KillRecoveryAsync(string moment) => ShellAsync(
        $"{BuiltShell.Program} -Command 'Invoke-502Recovery -Confirm:$false' >/dev/null 2>&1 & until {moment}; do :; done; kill -9 $!; ! wait $!");

    /// <summary>As if nothing had been done before: no acts are counted.</summary>
    public Task ForgetAsync() => ShellAsync("rm -rf /var/lib/nginx502/recovery");

    /// <inheritdoc/>
    public void Dispose() => Machine.Dispose();
}
