using System.Net.Sockets;

namespace Nginx502.Lab;

/// <summary>Asks a site as a visitor does: a new connection for each request, nothing retried, nothing followed.</summary>
public sealed class LabBrowser : IDisposable
{
    private readonly HttpClient _client;

    /// <summary>A visitor of one site.</summary>
    /// <param name="port">The site's port of 127.0.0.1.</param>
    /// <param name="host">The Host that is asked for.</param>
    /// <param name="unixSocket">The socket that is connected to instead of the port; null for none.</param>
    public LabBrowser(int port, string host, string? unixSocket = null)
    {
        SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseProxy = false, UseCookies = false };
        if (unixSocket is not null)
        {
            handler.ConnectCallback = async (_, cancel) =>
            {
                Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(unixSocket), cancel).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        _client = new HttpClient(handler) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(2) };
        _client.DefaultRequestHeaders.ConnectionClose = true;
        _client.DefaultRequestHeaders.Host = host;
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("visitor/1.0");
    }

    /// <summary>Asks for a path.</summary>
    /// <param name="pathAndQuery">The path, with its query.</param>
    /// <param name="beforeBody">Runs between the header and the body, as long as a slow visitor takes.</param>
    /// <param name="leave">Cancelled when the visitor leaves; the answer is <see cref="LabResponse.None"/> then.</param>
    public async Task<LabResponse> GetAsync(string pathAndQuery, Func<Task>? beforeBody = null, CancellationToken leave = default)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(pathAndQuery, UriKind.Relative));
        return await SendAsync(request, beforeBody, leave).ConfigureAwait(false);
    }

    /// <summary>Sends a body.</summary>
    /// <param name="pathAndQuery">The path, with its query.</param>
    /// <param name="bytes">The length of the body.</param>
    public async Task<LabResponse> PostAsync(string pathAndQuery, int bytes)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(pathAndQuery, UriKind.Relative)) { Content = new ByteArrayContent(new byte[bytes]) };
        return await SendAsync(request, null, default).ConfigureAwait(false);
    }

    /// <summary>Asks in any way.</summary>
    /// <param name="method">GET, HEAD and so on.</param>
    /// <param name="pathAndQuery">The path, with its query.</param>
    /// <param name="headers">Further lines of the header, as they are.</param>
    public async Task<LabResponse> AskAsync(HttpMethod method, string pathAndQuery, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(method, new Uri(pathAndQuery, UriKind.Relative));
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await SendAsync(request, null, default).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<LabResponse> SendAsync(HttpRequestMessage request, Func<Task>? beforeBody, CancellationToken leave)
    {
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leave).ConfigureAwait(false);
            if (beforeBody is not null)
            {
                await beforeBody().ConfigureAwait(false);
            }

            (string body, bool isTruncated) = await ReadBodyAsync(response, leave).ConfigureAwait(false);
            return new LabResponse((int)response.StatusCode, response.ReasonPhrase ?? "", body, isTruncated);
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            return LabResponse.None;
        }
    }

    private static async Task<(string Body, bool IsTruncated)> ReadBodyAsync(HttpResponseMessage response, CancellationToken leave)
    {
        using MemoryStream body = new();
        bool isTruncated = false;
        try
        {
            await response.Content.CopyToAsync(body, leave).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            isTruncated = true;
        }

        return (System.Text.Encoding.UTF8.GetString(body.ToArray()), isTruncated);
    }
}
