namespace Nginx502.Lab.LookAlikes.Layouts;

/// <summary>nginx names a link that leads to the socket.</summary>
internal sealed class LinkedSocket : LookAlike
{
    public override string Story => "fastcgi_pass names php-fpm.sock, a link to the pool's php8.2-fpm.sock, as Debian makes one.";

    public override LabSiteOptions Configure(LabDirectory directory, LabSiteOptions plain)
    {
        string listen = directory.Run + "/php8.2-fpm.sock";
        string link = directory.Run + "/php-fpm.sock";
        File.CreateSymbolicLink(link, listen);
        return WithPool(plain with { FastCgiPass = "unix:" + link }, ("listen", listen));
    }

    public override Task PrepareAsync(LabHost host) => VisitAsync(host, 200);
}
