namespace Nginx502.Lab.LookAlikes.Answers;

/// <summary>A visitor writes lines like those of a broken upstream.</summary>
internal sealed class ImitatedErrors : LookAlike
{
    private const string Line = "http://shop.example/ connect() to unix:/run/php/php-fpm.sock failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, "
        + "server: shop.example, request: \"GET / HTTP/1.1\", upstream: \"fastcgi://unix:/run/php/php-fpm.sock:\", host: \"shop.example\"";

    public override string Story => "a visitor's Referer holds a whole line of nginx about a refused connection, and stands in both logs beside a missing file.";

    public override async Task PrepareAsync(LabHost host)
    {
        for (int visitor = 1; visitor <= 3; visitor++)
        {
            Require((await host.AskAsync(HttpMethod.Get, "/nothing.html", ("Referer", Line)).ConfigureAwait(false)).Status == 404, "there is no such file");
        }

        Require(LabSite.ReadLog(host.Site.ErrorLog).Contains("Connection refused", StringComparison.Ordinal), "the line is in the error log");
        await VisitAsync(host, 200).ConfigureAwait(false);
    }
}
