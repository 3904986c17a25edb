using Nginx502.Build.Machine;
using Nginx502.Lab;
using Nginx502.Lab.Faults;

namespace Nginx502.Build.Demo;

/// <summary>The demonstration: one site that is broken and repaired again and again, and what the module says each time.</summary>
/// <param name="repository">The checkout, whose built Shell is used.</param>
internal sealed class Demonstration(Repository repository)
{
    // A site with one worker and a short queue: the last fault needs that, and the others do not mind.
    private static readonly BacklogFull CrowdedSite = new();

    private static readonly Fault[] Faults = [new SocketMissing(), new PermissionDenied(), new WorkerKilled(), CrowdedSite];

    /// <summary>Runs it on this terminal.</summary>
    /// <param name="ending">Cancelled when the person has seen enough.</param>
    public async Task RunAsync(CancellationToken ending)
    {
        using LabSite site = await CrowdedSite.StartSiteAsync();
        Console.WriteLine($"""

            A real nginx and a real php-fpm now run on loopback, in their own directory.
            They are broken in {Faults.Length} ways, one after another. Each time you see what the visitor
            gets, and what Nginx502 says about it.

              site       http://127.0.0.1:{site.Nginx.Port}/
              upstream   {site.Upstream}
              directory  {site.Directory.Path}
            """);
        Heading("A healthy site");
        ShowAnswers([await site.GetAsync("/hello.php").WaitAsync(ending)]);

        for (int number = 0; number < Faults.Length; number++)
        {
            await ShowAsync(number + 1, Faults[number], site, ending);
        }

        Heading("All of them, counted");
        Show(site, "Measure-NginxUpstreamError log/error.log -By Symptom,Upstream");
        ending.ThrowIfCancellationRequested();
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
        await site.RepairAsync().WaitAsync(ending);
    }

    private void Show(LabSite site, string command)
    {
        Console.WriteLine();
        Console.WriteLine("PS> " + command);
        int exitCode = new Command(Path.Combine(repository.ShellOutput, "nginx502"), "-Command", command) { Directory = site.Directory.Path }.Run();
        if (exitCode is not (0 or 130))
        {
            throw new BuildException($"'{command}' ended with exit code {exitCode}.");
        }
    }
}
