namespace Nginx502.Lab.Incidents.Stopping;

/// <summary>nginx's file is wrong, and the running nginx does not know it yet.</summary>
internal sealed class NginxFileWrong : Incident
{
    public override string Story => "nginx.conf gets a directive that does not exist; the running nginx still serves with what it read before.";

    public override string Mending => "the line is corrected.";

    public override bool IsOfOneHost => false;

    public override IncidentTruth Truth => new(Cause.NginxConfigurationInvalid, null, "Test-NginxConfiguration|nginx -t");

    public override string? EndpointOf(LabHost host) => null;

    public override async Task BreakAsync(LabHost host)
    {
        await AgeAsync(host).ConfigureAwait(false);
        Edit(host.Site.Nginx.ConfigurationPath, "worker_processes 1;", "worker_processes 1;\nworker_proceses 2;");
        await VisitAsync(host, 200).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host)
    {
        Edit(host.Site.Nginx.ConfigurationPath, "\nworker_proceses 2;", "");
        return Task.CompletedTask;
    }
}
