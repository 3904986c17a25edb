namespace Nginx502.Lab.LookAlikes.Answers;

/// <summary>nginx's worker may not enter the directory of the site.</summary>
internal sealed class DocumentRootClosed : LookAlike
{
    public override string Story => "somebody closed the directory that the site serves to all but root: pages are refused, and nginx and php-fpm work.";

    public override Cause? Warned => Cause.ScriptNotFound;

    public override async Task PrepareAsync(LabHost host)
    {
        host.WriteScript("index.php", "echo 'shop';");
        await VisitAsync(host, 200, "/index.php").ConfigureAwait(false);
        File.SetUnixFileMode(host.Site.Directory.DocumentRoot, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await VisitAsync(host, 403, "/style.css").ConfigureAwait(false);
    }
}
