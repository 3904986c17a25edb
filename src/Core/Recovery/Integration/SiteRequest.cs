using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Nginx502.Inspection;

namespace Nginx502.Recovery;

/// <summary>Asks a listener of this machine's nginx for a path of a site, under the site's name.</summary>
internal static class SiteRequest
{
    private const int TlsPort = 443;
    private const int PlainOnTls = 400;

    private static ReadOnlySpan<byte> PlainWasSent => "plain HTTP request was sent to HTTPS port"u8;

    /// <summary>The answer; null with the reason when there is none.</summary>
    /// <param name="place">The listener.</param>
    /// <param name="host">The site.</param>
    /// <param name="path">The path.</param>
    /// <param name="token">What the probe wants to be told; null to tell nothing.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancel">Ends it.</param>
    public static (SiteAnswer? Answer, string? Problem) Send(IPEndPoint place, string host, string path, string? token, TimeSpan timeout, CancellationToken cancel)
    {
        bool isTls = place.Port == TlsPort;
        (SiteAnswer? answer, string? problem) = SendAsync(place, host, path, token, isTls, timeout, cancel).GetAwaiter().GetResult();

        // nginx says itself that this listener wants TLS.
        return answer is { Status: PlainOnTls } && !isTls && answer.Body.Span.IndexOf(PlainWasSent) >= 0
            ? SendAsync(place, host, path, token, isTls: true, timeout, cancel).GetAwaiter().GetResult()
            : (answer, problem);
    }

    private static async Task<(SiteAnswer? Answer, string? Problem)> SendAsync(IPEndPoint place, string host, string path, string? token, bool isTls, TimeSpan timeout, CancellationToken cancel)
    {
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = timeout,

            // This machine's own listener: whether its certificate is good is another question.
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true, TargetHost = host },
        };
        using var client = new HttpClient(handler) { Timeout = timeout };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{(isTls ? "https" : "http")}://{place}{path}"));
        request.Headers.TryAddWithoutValidation("Host", host);
        request.Headers.UserAgent.ParseAdd(SiteProber.UserAgent);
        if (token is not null)
        {
            request.Headers.Add(PhpProbe.TokenHeader, token);
        }

        try
        {
            using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
            string? powered = answer.Headers.TryGetValues("X-Powered-By", out IEnumerable<string>? values) ? values.First() : null;
            return (new SiteAnswer((int)answer.StatusCode, powered, await ReadAsync(answer, timeout, cancel).ConfigureAwait(false)), null);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException or AuthenticationException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return (null, failure is OperationCanceledException ? $"No answer came within {DurationText.Limit(timeout)}." : SafeText.Escape((failure.InnerException ?? failure).Message));
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage answer, TimeSpan timeout, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(timeout);
        using Stream stream = await answer.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);

        // One byte more than the reader takes: what is longer is none of ours.
        byte[] buffer = new byte[PhpProbeReader.MaximumBytes + 1];
        int length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, limit.Token).ConfigureAwait(false);
        return buffer.AsMemory(0, length);
    }
}
