namespace Nginx502.Lab.LookAlikes.Layouts;

/// <summary>Two versions of PHP, both used.</summary>
internal sealed class TwoVersions : LookAlike
{
    public override string Story => "a second php-fpm of another version has a pool of the same name at another socket, and a location of the site uses it.";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain) => plain with
    {
        ServerText = "location = /old.php { fastcgi_param REQUEST_METHOD $request_method; "
            + $"fastcgi_param SCRIPT_FILENAME {directory.DocumentRoot}/hello.php; fastcgi_pass unix:{SecondFpm.Socket(directory)}; }}",
    };

    public override async Task PrepareAsync(LabHost host)
    {
        await SecondFpm.StartAsync(host).ConfigureAwait(false);
        await VisitAsync(host, 200).ConfigureAwait(false);
        await VisitAsync(host, 200, "/old.php").ConfigureAwait(false);
    }
}
