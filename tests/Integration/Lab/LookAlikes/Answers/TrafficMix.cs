using System.Globalization;

namespace Nginx502.Lab.LookAlikes.Answers;

/// <summary>Requests of all kinds.</summary>
internal sealed class TrafficMix : LookAlike
{
    public override string Story => "visitors and their caches ask with HEAD, for a part of a file (206), and whether it changed (304).";

    public override async Task PrepareAsync(LabHost host)
    {
        string file = LabDirectory.Write(host.Site.Directory.DocumentRoot, "page.html", new string('x', 10_000));
        await AskAsync(host, HttpMethod.Head, Hello, 200).ConfigureAwait(false);
        await AskAsync(host, HttpMethod.Get, "/page.html", 206, ("Range", "bytes=100-199")).ConfigureAwait(false);
        await AskAsync(host, HttpMethod.Get, "/page.html", 304, ("If-Modified-Since", File.GetLastWriteTimeUtc(file).ToString("R", CultureInfo.InvariantCulture))).ConfigureAwait(false);
        await VisitAsync(host, 200).ConfigureAwait(false);
    }

    private static async Task AskAsync(LabHost host, HttpMethod method, string page, int status, params (string Name, string Value)[] headers)
    {
        LabResponse response = await host.AskAsync(method, page, headers).ConfigureAwait(false);
        Require(response.Status == status, $"{method} {page} gets {status}, and not {response.StatusLine}");
    }
}
