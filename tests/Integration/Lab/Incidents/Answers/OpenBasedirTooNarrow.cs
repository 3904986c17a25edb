namespace Nginx502.Lab.Incidents.Answers;

/// <summary>The pool's open_basedir leaves the site out.</summary>
internal sealed class OpenBasedirTooNarrow : Incident
{
    private const string Directive = "php_admin_value[open_basedir]";

    public override string Story => "open_basedir of the pool names a directory that is not the site's: PHP may not open the script, and php-fpm says that there is none.";

    public override string Mending => "the site's directory is added to open_basedir, and php-fpm is reloaded.";

    public override IncidentTruth Truth => new(Cause.OpenBasedirDenied, 404, "open_basedir");

    public override string Page => "/index.php";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => WithPool(plain, (Directive, directory.State));

    public override async Task BreakAsync(LabHost host)
    {
        host.WriteScript("index.php", "echo 'shop';");
        await VisitAsync(host, 404, Page).ConfigureAwait(false);
        await VisitAsync(host, 404, Page).ConfigureAwait(false);
    }

    public override Task MendAsync(LabHost host) =>
        RestartFpmAsync(host, options => WithPool(options, (Directive, $"{host.Site.Directory.State}:{host.Site.Directory.DocumentRoot}")));
}
