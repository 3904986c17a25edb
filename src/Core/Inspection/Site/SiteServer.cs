using System.Text.RegularExpressions;

namespace Nginx502.Inspection;

/// <summary>A virtual server as nginx chooses among them.</summary>
/// <param name="Names">Its names as written.</param>
/// <param name="Listens">Where it listens.</param>
internal sealed record SiteServer(IReadOnlyList<string> Names, IReadOnlyList<SiteListen> Listens)
{
    /// <summary>The rank of a server that has no such name.</summary>
    public const int NoFit = 4;

    // A pattern of a configuration may be one that takes for ever.
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    /// <summary>How well a host fits, 0 the best: the name itself, *.example.com, www.*, a pattern (nginx: src/http/ngx_http_request.c, ngx_http_find_virtual_server).</summary>
    public int RankOf(string host) => Names.Select(name => RankOf(name, host)).DefaultIfEmpty(NoFit).Min();

    private static int RankOf(string name, string host)
    {
        const StringComparison NoCase = StringComparison.OrdinalIgnoreCase;
        return name.Equals(host, NoCase) || (name.StartsWith('.') && name[1..].Equals(host, NoCase)) ? 0
            : (name.StartsWith("*.", NoCase) && host.EndsWith(name[1..], NoCase)) || (name.StartsWith('.') && host.EndsWith(name, NoCase)) ? 1
            : name.EndsWith(".*", NoCase) && host.StartsWith(name[..^1], NoCase) ? 2
            : name.StartsWith('~') && Fits(name[1..], host) ? 3
            : NoFit;
    }

    private static bool Fits(string pattern, string host)
    {
        try
        {
            return Regex.IsMatch(host, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Limit);
        }
        catch (Exception notRead) when (notRead is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
