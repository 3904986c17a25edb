namespace Nginx502.Lab.Incidents.Deaths;

/// <summary>Every new worker ends before it serves.</summary>
internal sealed class WorkersDoNotStart : Incident
{
    public override string Story => "the directory of the pool's chdir is removed while php-fpm runs: every worker that is started anew ends with code 70.";

    public override string Mending => "the directory is made again.";

    public override IncidentTruth Truth => new(Cause.WorkerStartFails, 504, "chdir|directory");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => WithPool(
        plain with { LocationText = "fastcgi_read_timeout 400ms;" },
        ("pm.max_requests", "1"),
        ("catch_workers_output", "yes"),
        ("chdir", Directory.CreateDirectory(Path.Combine(directory.Path, plain.PoolName + "-home")).FullName));

    public override async Task BreakAsync(LabHost host)
    {
        Directory.Delete(Home(host));
        LabResponse response = LabResponse.None;
        for (int visitor = 1; visitor <= 10 && response.Status != 504; visitor++)
        {
            response = await host.GetAsync(Hello).ConfigureAwait(false);
        }

        Require(response.Status == 504, "visitors get 504");
    }

    public override Task MendAsync(LabHost host)
    {
        Directory.CreateDirectory(Home(host));
        return AwaitFreeWorkersAsync(host);
    }

    private static string Home(LabHost host) => host.Options.PoolDirectives["chdir"];
}
