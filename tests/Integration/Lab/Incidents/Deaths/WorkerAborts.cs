namespace Nginx502.Lab.Incidents.Deaths;

/// <summary>A worker ends itself by SIGABRT, as a library does that found its heap damaged.</summary>
internal sealed class WorkerAborts : Incident
{
    public override string Story => "a worker aborts (SIGABRT) in the middle of a request, as the C library does with a damaged heap.";

    public override string Mending => "what aborted is taken out of the script.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.WorkerCrashed, 502, "extension|script|core");

    public override string Page => "/image.php";

    public override bool IsPossible => LabProgram.HasExtension("posix");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { FpmArguments = ["-d", "extension=posix"] };

    public override async Task BreakAsync(LabHost host)
    {
        host.WriteScript("image.php", "posix_kill(posix_getpid(), 6); sleep(5);");
        await VisitAsync(host, 502, Page).ConfigureAwait(false);
        await LabSite.WaitForLogAsync(host.Site.Fpm.Log, "exited on signal 6").ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        host.WriteScript("image.php", "echo 'image';");
        return Task.CompletedTask;
    }
}
