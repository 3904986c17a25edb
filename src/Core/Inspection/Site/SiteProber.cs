using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Nginx502.Inspection;

/// <summary>
/// Asks a site as a visitor would: this machine's own nginx under the site's name, whatever that name leads to elsewhere, and on request the public name too.
/// </summary>
internal static class SiteProber
{
    /// <summary>How our own requests call themselves: in access logs they are told from visitors by it.</summary>
    public const string UserAgent = "Nginx502";

    private static readonly string[] TellingHeaders =
        ["Server", "Via", "X-Cache", "X-Served-By", "CF-RAY", "X-Amz-Cf-Id", "X-Azure-Ref", "X-Varnish", "X-Powered-By", "Location", "Retry-After"];

    /// <summary>Probes the sites of a snapshot, all at once.</summary>
    /// <param name="nginx">The nginx of this machine.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="gaps">Takes what cannot be asked.</param>
    /// <param name="timeout">How long one answer may take.</param>
    /// <param name="token">Ends it.</param>
    public static SiteProbe[] Probe(IReadOnlyList<NginxReading> nginx, SnapshotOptions options, SnapshotGaps gaps, TimeSpan timeout, CancellationToken token) =>
        Task.WhenAll(options.Sites.DistinctBy(Shown).SelectMany(site => Begin(nginx, site, options.ViaDns, gaps, timeout, token)).ToArray()).GetAwaiter().GetResult();

    /// <summary>Probes one site by this machine's own nginx; null where that cannot be asked.</summary>
    public static SiteProbe? Probe(IReadOnlyList<NginxReading> nginx, Uri site, SnapshotGaps gaps, TimeSpan timeout, CancellationToken token) =>
        Begin(nginx, site, viaDns: false, gaps, timeout, token) is [var probe] ? probe.GetAwaiter().GetResult() : null;

    private static List<Task<SiteProbe>> Begin(IReadOnlyList<NginxReading> nginx, Uri uri, bool viaDns, SnapshotGaps gaps, TimeSpan timeout, CancellationToken token)
    {
        IReadOnlyList<IPEndPoint> places = SiteListeners.Of(nginx, uri.IdnHost, uri.Port, out bool isProxied);
        var probes = new List<Task<SiteProbe>>();
        if (isProxied)
        {
            gaps.Add(new NotSeen($"what this nginx answers for {Shown(uri)}", $"on port {uri.Port} it takes requests of a balancer only (proxy_protocol)", "Ask by the public name: -ViaDns."));
        }
        else
        {
            foreach (string host in SiteNames.Unserved(nginx, [uri]))
            {
                gaps.Add(new NotSeen($"the site {SafeText.Escape(host)}", "no server of nginx has that name, and its default server answers for it", "Get-NginxUpstream shows the names that there are."));
            }

            probes.Add(places.Count > 0
                ? AskAsync(uri, places[0], timeout, token)
                : Task.FromResult(new SiteProbe { Uri = Shown(uri), Time = DateTime.Now, Problem = $"No nginx of this machine listens on port {uri.Port}." }));
        }

        if (viaDns)
        {
            probes.Add(AskAsync(uri, null, timeout, token));
        }

        return probes;
    }

    private static async Task<SiteProbe> AskAsync(Uri uri, IPEndPoint? place, TimeSpan timeout, CancellationToken token)
    {
        var probe = new SiteProbe { Uri = Shown(uri), Address = place?.ToString(), IsViaDns = place is null, Time = DateTime.Now };
        long start = Stopwatch.GetTimestamp();
        IPEndPoint? reached = place;
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = timeout,

            // Whether its certificate is good is another question than whether it answers.
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true, TargetHost = uri.IdnHost },
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await (place is null ? socket.ConnectAsync(context.DnsEndPoint, cancel) : socket.ConnectAsync(place, cancel)).ConfigureAwait(false);
                    reached = socket.RemoteEndPoint is IPEndPoint end ? new IPEndPoint(end.Address.IsIPv4MappedToIPv6 ? end.Address.MapToIPv4() : end.Address, end.Port) : null;
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        using var client = new HttpClient(handler) { Timeout = timeout };
        client.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
        try
        {
            using HttpResponseMessage answer = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
            return probe with { Status = (int)answer.StatusCode, Headers = [.. HeadersOf(answer)], Duration = Stopwatch.GetElapsedTime(start), Address = reached?.ToString() };
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or AuthenticationException or TaskCanceledException && !token.IsCancellationRequested)
        {
            string problem = failure is TaskCanceledException ? $"No answer came within {timeout.TotalSeconds:0.#} s." : SafeText.Escape((failure.InnerException ?? failure).Message);
            return probe with { Problem = problem, Duration = Stopwatch.GetElapsedTime(start), Address = reached?.ToString() };
        }
    }

    private static IEnumerable<string> HeadersOf(HttpResponseMessage answer) => answer.Headers
        .Where(header => TellingHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
        .Select(header => SafeText.Escape($"{header.Key}: {(header.Key == "Location" ? header.Value.First().Split('?')[0] : string.Join(", ", header.Value))}"));

    // A query can hold what nobody else is to see.
    private static string Shown(Uri uri) => SafeText.Escape(uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));
}
