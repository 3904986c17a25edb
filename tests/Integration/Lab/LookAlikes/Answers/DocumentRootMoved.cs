namespace Nginx502.Lab.LookAlikes.Answers;

/// <summary>The files of the site lie elsewhere.</summary>
internal sealed class DocumentRootMoved : LookAlike
{
    public override string Story => "somebody moved the directory that the site serves: every page is answered 404, and nginx and php-fpm work.";

    public override Cause? Warned => Cause.ScriptNotFound;

    public override async Task PrepareAsync(LabHost host)
    {
        host.WriteScript("index.php", "echo 'shop';");
        await VisitAsync(host, 200, "/index.php").ConfigureAwait(false);
        Directory.Move(host.Site.Directory.DocumentRoot, host.Site.Directory.DocumentRoot + ".old");
        await VisitAsync(host, 404, "/index.php").ConfigureAwait(false);
        await VisitAsync(host, 404, "/about.php").ConfigureAwait(false);
    }
}
