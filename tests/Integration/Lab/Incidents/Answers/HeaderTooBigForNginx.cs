namespace Nginx502.Lab.Incidents.Answers;

/// <summary>The header of an answer does not fit nginx's buffer.</summary>
internal sealed class HeaderTooBigForNginx : Incident
{
    public override string Story => "a script sends 40 KB of header lines, and fastcgi_buffer_size is one page.";

    public override string Mending => "the buffers are raised together, and nginx is reloaded.";

    public override IncidentTruth Truth => new(Cause.HeaderTooBig, 502, "fastcgi_buffer_size|BufferSize");

    public override string Page => "/big-header.php";

    public override Task BreakAsync(LabHost host) => VisitAsync(host, 502, Page);

    public override Task MendAsync(LabHost host) =>
        ReloadNginxAsync(host, options => options with { LocationText = "fastcgi_buffer_size 64k; fastcgi_buffers 8 64k; fastcgi_busy_buffers_size 128k;" });
}
