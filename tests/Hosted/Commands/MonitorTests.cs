using System.Net;
using System.Net.Sockets;
using System.Text;
using Nginx502.HostedTests.Hosting;
using Nginx502.HostedTests.Shell;

namespace Nginx502.HostedTests.Commands;

/// <summary>The monitor and notifications as a person types them. Nothing is registered on this machine.</summary>
public sealed class MonitorTests : IDisposable
{
    private static readonly string Program = Path.Combine(Package.Repository, "output", "Shell", "nginx502");

    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_suspension_is_shown_until_it_is_ended()
    {
        // In a state of its own: that of the test run is suspended, and stays so.
        using ShellProgram program = ShellProgram.StartWith(
            "NGINX502_STATE_DIRECTORY",
            Path.Combine(_folder.Path, "state"),
            "-Command",
            "$s = Suspend-502Monitor -For 2h -Reason 'deploy 4711' -PassThru -WarningAction Ignore; \"$($s.Reason) $($s.Until - $s.Since)\"; (Get-502Monitor -WarningAction Ignore).Suspension.Reason; Resume-502Monitor; Resume-502Monitor -Reset; (Get-502Monitor -WarningAction Ignore).Suspension -eq $null");
        ShellProgram.Result result = program.End();
        string[] lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains("deploy 4711 02:00:00", lines);
        Assert.Contains("deploy 4711", lines);
        Assert.Equal("True", lines[^1]);
        string said = result.Output + result.Error;
        Assert.DoesNotContain("No recovery acts by itself until ", said);
        Assert.Contains("Recoveries act again.", said);
        Assert.Contains("Recoveries were not suspended. The acts that were counted so far are forgotten.", said);
    }

    [Theory]
    [InlineData("Suspend-502Monitor 1h 'never begun' -WhatIf")]
    [InlineData("Resume-502Monitor -Reset -WhatIf")]
    [InlineData("Unregister-502Monitor -WhatIf -ErrorAction Ignore")]
    [InlineData("Send-502Notification http://127.0.0.1:1/x -WhatIf -PassThru")]
    public void WhatIf_writes_and_sends_nothing(string call)
    {
        InvocationResult result = _session.Invoke(call);
        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        Assert.NotEqual("never begun", _session.Invoke("Get-502Monitor -WarningAction Ignore").As<RecoveryMonitor>().Single().Suspension?.Reason);
    }

    // The module of these tests lies where they were built, without a manifest: that is told before anything is shown.
    [Fact]
    public void A_registration_that_is_refused_writes_nothing_and_shows_no_secret()
    {
        string shown = _session.Show("Register-502Monitor https://shop.example/ -Interval 5m -Notify 'https://hooks.example/T0/secret', mailto:root -HostProgram $args[0] -WhatIf", Program);

        Assert.DoesNotContain("secret", shown);
        Assert.False(File.Exists("/etc/cron.d/nginx502") || File.Exists("/etc/systemd/system/nginx502-recovery.service"));
        Assert.Contains(Environment.IsPrivilegedProcess ? "is not there" : "Only root registers", shown);
    }

    [Theory]
    [InlineData("Suspend-502Monitor 1h test -Confirm")]
    [InlineData("Resume-502Monitor -Confirm")]
    [InlineData("Send-502Notification syslog: -Confirm")]
    public void Where_nobody_answers_nothing_is_done(string call)
    {
        InvocationResult result = _session.Invoke(call);
        Assert.Empty(result.Output);
        Assert.Equal(["ConfirmationUnavailable"], result.ErrorIds);
    }

    [Theory]
    [InlineData("Suspend-502Monitor 8d test", "ParameterArgumentValidationError", "to 7d")]
    [InlineData("Suspend-502Monitor soon test", "ParameterArgumentTransformationError", "soon")]
    [InlineData("Suspend-502Monitor 1h ''", "ParameterArgumentValidationErrorEmptyStringNotAllowed|ParameterArgumentValidationError", "Reason")]
    [InlineData("Suspend-502Monitor 1h '  '", "ParameterArgumentValidationError", "Reason")]
    [InlineData("Register-502Monitor -Interval 1s", "ParameterArgumentValidationError", "from 10s")]
    [InlineData("Register-502Monitor -Notify ops@example.com", "ParameterArgumentTransformationError", "mailto:")]
    [InlineData("Register-502Monitor -Notify $unset", "ParameterArgumentValidationError", "Notify")]
    [InlineData("Register-502Monitor -Allow Reboot", "ParameterArgumentTransformationError", "Reboot")]
    [InlineData("Register-502Monitor ftp://shop.example", "ParameterArgumentTransformationError", "is not a site")]
    [InlineData("Send-502Notification http://hooks.example/secret", "ParameterArgumentTransformationError", "without encryption")]
    [InlineData("Send-502Notification syslog: -From 'a b'", "MailAddressInvalid", "a b")]
    [InlineData("Send-502Notification syslog: -Body '{Sumary}'", "BodyInvalid", "Summary")]
    [InlineData("5 | Send-502Notification syslog: -Confirm:$false", "ParameterArgumentTransformationError|InputObjectNotBound", "5")]
    [InlineData("Send-502Notification http://127.0.0.1:1/secret", "NotificationNotSent", "http://127.0.0.1:1 was not told: It cannot be connected to.")]
    [InlineData("Send-502Notification file:/nowhere/notify", "NotificationNotSent", "/nowhere/notify")]
    public void A_mistake_is_named(string call, string ids, string message)
    {
        InvocationResult result = _session.Invoke(call);
        Assert.Empty(result.Output);
        Assert.Contains(Assert.Single(result.ErrorIds), ids.Split('|'));
        string text = string.Concat(result.Errors.Concat([result.Terminating]).Select(error => error?.ToString()));
        Assert.Contains(message, text);
        Assert.DoesNotContain("secret", text);
    }

    [Fact]
    public void What_cannot_run_a_monitor_or_others_can_change_is_refused()
    {
        Assert.Equal([Environment.IsPrivilegedProcess ? "HostProgramUnknown" : "InsufficientPrivilege"], _session.Invoke("Register-502Monitor -WhatIf").ErrorIds);

        // Below /tmp, where anybody can write.
        string program = _folder.Write("pwsh");
        InvocationResult result = _session.Invoke("Register-502Monitor -WhatIf -HostProgram $args[0]", program);
        Assert.Equal([Environment.IsPrivilegedProcess ? "ModuleNotTrusted" : "InsufficientPrivilege"], result.ErrorIds);
        Assert.Equal(Environment.IsPrivilegedProcess ? "/tmp" : "change", result.Errors.Single().TargetObject);
    }

    [Fact]
    public async Task A_diagnosis_reaches_a_webhook_in_the_given_form()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task<string> posted = ReceiveAsync(listener);

        NotificationReceipt receipt = _session.Invoke(
            "Get-502Diagnosis -Path $args[0] | Send-502Notification \"http://127.0.0.1:$($args[1])/T0/secret\" -Body '{\"content\": \"{Cause}: {Subject}\"}' -PassThru",
            Path.Combine(Package.Repository, "samples", "snapshots", "php-upgraded.json"),
            ((IPEndPoint)listener.LocalEndpoint).Port).Clean().As<NotificationReceipt>().Single();

        Assert.True(receipt.IsSent);
        Assert.DoesNotContain("secret", $"{receipt} {receipt.Target} {receipt.Subject}");
        string request = await posted;
        Assert.StartsWith("POST /T0/secret HTTP/1.1", request);
        Assert.Contains("{\"content\": \"PhpVersionPathMismatch: [nginx502] ", request);
    }

    [Fact]
    public void One_object_tells_whether_there_is_a_monitor()
    {
        RecoveryMonitor monitor = _session.Invoke("Get-502Monitor -WarningAction Ignore").Clean().As<RecoveryMonitor>().Single();
        Assert.Equal((false, RecoveryMonitorManager.None), (monitor.IsRegistered, monitor.Manager));
        Assert.NotNull(monitor.Budget);
        Assert.Equal(["MonitorNotFound"], _session.Invoke("Unregister-502Monitor").ErrorIds);
    }

    private static async Task<string> ReceiveAsync(TcpListener listener)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        var request = new StringBuilder();
        byte[] buffer = new byte[65536];
        while (!request.ToString().Contains("}", StringComparison.Ordinal))
        {
            int read = await stream.ReadAsync(buffer);
            request.Append(Encoding.UTF8.GetString(buffer, 0, read));
            if (read == 0)
            {
                break;
            }
        }

        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        return request.ToString();
    }
}
