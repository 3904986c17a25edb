using System.Diagnostics;
using System.Runtime.Versioning;
using Nginx502.IntegrationTests.Shell;
using Nginx502.Lab;
using Nginx502.Lab.Incidents;

namespace Nginx502.IntegrationTests.Fleet;

/// <summary>Many servers from one prompt: PowerShell's own remoting over ssh, through a real sshd.</summary>
[SupportedOSPlatform("linux")]
public sealed class FleetTests
{
    [Fact]
    public async Task SnapshotsOfManyServersAreDiagnosedHereAndObjectsKeepTheirViews()
    {
        Incident incident = SituationCatalogue.Make<Incident>("FpmKilled");
        using LabSite site = await LabSite.StartAsync(directory => incident.Configure(directory, new LabSiteOptions()));
        await incident.BreakAsync(site.Hosts[0]);
        using SshServer servers = await SshServer.StartAsync();
        string module = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(BuiltShell.Program))!, "Nginx502");
        string files = $"-NginxConfigPath '{site.Nginx.ConfigurationPath}' -FpmConfigPath '{site.Fpm.ConfigurationPath}' -WarningAction Ignore";
        string connect = $"$to = {servers.Connection}; Invoke-Command @to";

        ShellObjects diagnoses = await BuiltShell.RunAsync($"{connect} {{ Import-Module '{module}'; Get-502Snapshot {files} }} | Get-502Diagnosis");
        Assert.True(diagnoses.Objects.Count == 2, diagnoses.Errors);
        Assert.All(diagnoses.Objects, diagnosis => Assert.Equal((Environment.MachineName, incident.Truth.Cause.ToString()), (diagnosis.GetProperty("ComputerName").GetString(), diagnosis.GetProperty("Cause").GetString())));

        // What comes back is shown as it is shown there.
        string log = $"'{site.ErrorLog}'";
        foreach (string command in new[] { $"Get-FpmPool -FpmConfigPath '{site.Fpm.ConfigurationPath}'", $"Get-NginxUpstream -NginxConfigPath '{site.Nginx.ConfigurationPath}'", $"Test-FpmAlignment {files}", $"Get-NginxUpstreamError {log} -Tail 2", $"Measure-NginxUpstreamError {log}" })
        {
            string local = await PrintAsync(command);
            Assert.NotEqual(string.Empty, local.Trim());
            Assert.Equal(local, await PrintAsync($"$to = {servers.Connection}; $to.HostName = $to.HostName[0]; Invoke-Command @to -HideComputerName {{ Import-Module '{module}'; {command} }}"));
        }
    }

    private static async Task<string> PrintAsync(string command)
    {
        ProcessStartInfo start = new(BuiltShell.Program, ["-Command", command]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["COLUMNS"] = "120";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string printed = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience.Limit);
        await process.WaitForExitAsync().WaitAsync(Patience.Limit);
        Assert.Equal(string.Empty, await errors);
        return printed;
    }
}
