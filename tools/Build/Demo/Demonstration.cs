using Nginx502.Build.Machine;
using Nginx502.Lab;
using Nginx502.Lab.Faults;

namespace Nginx502.Build.Demo;

/// <summary>The demonstration: one site that is broken and repaired again and again, and what the module says each time.</summary>
/// <param name="repository">The checkout, whose built Shell is used.</param>
internal sealed class Demonstration(Repository repository) : IDisposable
{
    // A site with one worker and a short queue: the last fault needs that, and the others do not mind.
    private static readonly BacklogFull CrowdedSite = new();

    // Its servers, and no others of this machine.
    private const string Configurations = "-NginxConfigPath conf/nginx.conf -FpmConfigPath conf/php-fpm.conf";

    private static readonly Fault[] Faults = [new SocketMissing(), new PermissionDenied(), new WorkerKilled(), CrowdedSite];

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("nginx502-state-");

    /// <inheritdoc/>
    public void Dispose() => _state.Delete(recursive: true);

    /// <summary>Runs it on this terminal.</summary>
    /// <param name="ending">Cancelled when the person has seen enough.</param>
    public async Task RunAsync(CancellationToken ending)
    {
        using LabSite site = await CrowdedSite.StartSiteAsync();
        Console.WriteLine($"""

            A real nginx and a real php-fpm now run on loopback, in their own directory.
            They are broken in {Faults.Length} ways, one after another. Each time you see what the visitor
            gets, and what Nginx502 says about it. Last, their configurations are made to
            disagree, and Nginx502 mends that; and a recovery mends what stands still.

              site       http://127.0.0.1:{site.Nginx.Port}/
              upstream   {site.Upstream}
              directory  {site.Directory.Path}
            """);
        Heading("A healthy site");
        ShowAnswers([await site.GetAsync("/hello.php").WaitAsync(ending)]);
        Show(site, $"Test-FpmSocket {Configurations}");
        Show(site, $"Measure-FpmMemory {Configurations}");
        ending.ThrowIfCancellationRequested();

        for (int number = 0; number < Faults.Length; number++)
        {
            await ShowAsync(number + 1, Faults[number], site, ending);
        }

        await ShowFullPoolAsync(site, ending);
        Heading("All of them, counted");
        Show(site, "Measure-NginxUpstreamError log/error.log -By Symptom,Upstream");
        ending.ThrowIfCancellationRequested();
        await ShowAlignmentAsync(site, ending);
        await ShowRecoveryAsync(site, ending);
    }

    private static void Heading(string text)
    {
        Console.WriteLine();
        Console.WriteLine(text);
        Console.WriteLine(new string('-', text.Length));
    }

    private static void ShowAnswers(IReadOnlyList<LabResponse> responses)
    {
        foreach (IGrouping<string, LabResponse> same in responses.GroupBy(response => response.StatusLine))
        {
            string visitors = same.Count() == 1 ? "the visitor gets" : $"{same.Count()} visitors get";
            Console.WriteLine($"{visitors}: {same.Key}");
        }
    }

    private async Task ShowAsync(int number, Fault fault, LabSite site, CancellationToken ending)
    {
        Heading($"{number}. {fault.Title}: {fault.Story}");
        ShowAnswers(await fault.ProvokeAsync(site).WaitAsync(ending));
        Show(site, "Get-NginxUpstreamError log/error.log -Tail 1");
        Show(site, "Get-NginxUpstreamError log/error.log -Tail 1 | ForEach-Object Meaning");
        ending.ThrowIfCancellationRequested();
        if (await IsBrokenAsync(site, ending))
        {
            Console.WriteLine();
            Console.WriteLine("That is what the log tells. As it is now, asked of the kernel as nginx's worker:");
            Show(site, $"Test-FpmSocket {Configurations}");
        }

        if (fault is PermissionDenied)
        {
            Show(site, $"Repair-FpmSocketPermission www {Configurations}");
            ShowAnswers([await site.GetAsync("/hello.php").WaitAsync(ending)]);
        }

        ending.ThrowIfCancellationRequested();
        await site.RepairAsync().WaitAsync(ending);
    }

    private static async Task<bool> IsBrokenAsync(LabSite site, CancellationToken ending) => (await site.GetAsync("/hello.php").WaitAsync(ending)).Status != 200;

    private async Task ShowFullPoolAsync(LabSite site, CancellationToken ending)
    {
        Heading("A full pool: no worker is free to say how php-fpm is, and the kernel knows.");
        HeldRequest served = site.Hold();
        await served.HeldByAsync().WaitAsync(ending);
        HeldRequest waiting = site.Hold();
        Show(site, $"Get-FpmStatus www -Full {Configurations}");
        served.LetGo();
        waiting.LetGo();
        ShowAnswers([await served.Response.WaitAsync(ending), await waiting.Response.WaitAsync(ending)]);
        ending.ThrowIfCancellationRequested();
    }

    private async Task ShowAlignmentAsync(LabSite site, CancellationToken ending)
    {
        Heading($"{Faults.Length + 1}. Misaligned: nginx hands over to a socket on which no pool listens.");
        await site.Nginx.ReloadAsync(File.ReadAllText(site.Nginx.ConfigurationPath).Replace(site.Upstream, WrongUpstream(site), StringComparison.Ordinal)).WaitAsync(ending);
        ShowAnswers([await site.GetAsync("/hello.php").WaitAsync(ending)]);
        Show(site, $"Test-FpmAlignment {Configurations}");
        ending.ThrowIfCancellationRequested();

        Console.WriteLine();
        Console.WriteLine("What would be done about it? Nothing is written:");
        Show(site, $"Sync-FpmEndpoint www UnixSocket {Configurations} -WhatIf");
        ending.ThrowIfCancellationRequested();

        Console.WriteLine();
        Console.WriteLine("So be it: nginx itself checks the new file where no running server sees it, then reloads.");
        Show(site, $"Sync-FpmEndpoint www UnixSocket {Configurations} -Reload");
        ShowAnswers([await site.GetAsync("/hello.php").WaitAsync(ending)]);
        ending.ThrowIfCancellationRequested();

        Console.WriteLine();
        Console.WriteLine("The journal knows what was changed, and how to undo it:");
        Show(site, "Get-GatewayChange -Last");
        Show(site, $"Restore-GatewayConfiguration -Last {Configurations} -WhatIf");
        ending.ThrowIfCancellationRequested();
    }

    private async Task ShowRecoveryAsync(LabSite site, CancellationToken ending)
    {
        Heading($"{Faults.Length + 2}. Standing still: php-fpm was stopped as a process, as a debugger or a Ctrl+Z leaves it.");
        foreach (ProcessIdentity process in site.Fpm.Workers.Prepend(site.Fpm.Master))
        {
            process.Signal(UnixSignal.Stop);
        }

        Show(site, $"Get-502Diagnosis {Configurations}");
        ending.ThrowIfCancellationRequested();
        Console.WriteLine();
        Console.WriteLine("A recovery that nobody watches: it waits whether the failure lasts, saves the evidence, mends, and verifies.");
        Show(site, $"Invoke-502Recovery {Configurations} -Confirm:$false");
        ShowAnswers([await site.GetAsync("/hello.php").WaitAsync(ending)]);
    }

    private static string WrongUpstream(LabSite site) => site.Upstream.Replace("php-fpm", "php8.1-fpm", StringComparison.Ordinal);

    private void Show(LabSite site, string command)
    {
        Console.WriteLine();
        Console.WriteLine("PS> " + command);
        int exitCode = new Command(Path.Combine(repository.ShellOutput, "nginx502"), "-Command", command)
        {
            Directory = site.Directory.Path,
            Environment = new Dictionary<string, string> { ["NGINX502_STATE_DIRECTORY"] = _state.FullName },
        }.Run();
        if (exitCode is not (0 or 130))
        {
            throw new BuildException($"'{command}' ended with exit code {exitCode}.");
        }
    }
}
