namespace Nginx502.Lab.Incidents.Deaths;

/// <summary>A script ends its worker without an answer.</summary>
internal sealed class WorkerExits : Incident
{
    public override string Story => "a script ends the process of its worker with exit code 3, by the C library (FFI).";

    public override string Mending => "the script is mended.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.WorkerExited, 502, "script");

    public override string Page => "/pay.php";

    public override bool IsPossible => LabProgram.HasExtension("ffi");

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with { FpmArguments = ["-d", "extension=ffi", "-d", "ffi.enable=1"] };

    public override async Task BreakAsync(LabHost host)
    {
        host.WriteScript("pay.php", "FFI::cdef('void _exit(int);', 'libc.so.6')->_exit(3);");
        await VisitAsync(host, 502, Page).ConfigureAwait(false);
        await LabSite.WaitForLogAsync(host.Site.Fpm.Log, "exited with code 3").ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        host.WriteScript("pay.php", "echo 'paid';");
        return Task.CompletedTask;
    }
}
