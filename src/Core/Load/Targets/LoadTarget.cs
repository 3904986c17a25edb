using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Nginx502.FastCgi;
using Nginx502.Load;

namespace Nginx502;

/// <summary>What load is put on: one request, and the address that it is sent to. Its texts are safe to show.</summary>
public sealed class LoadTarget
{
    private readonly Func<IResponseReader> _newReader;

    private LoadTarget(string name, string address, SocketAddress place, ReadOnlyMemory<byte> request, Func<IResponseReader> newReader)
    {
        Name = name;
        Address = address;
        Place = place.Buffer[..place.Size];
        Request = request;
        _newReader = newReader;
    }

    /// <summary>What is asked for: a site without its query, or an endpoint with its script.</summary>
    public string Name { get; }

    /// <summary>The address that is connected to.</summary>
    public string Address { get; }

    /// <summary>True when it is of this machine.</summary>
    public bool IsLocal { get; private init; }

    /// <summary>True when a pool is asked, without nginx.</summary>
    public bool IsFastCgi { get; private init; }

    /// <summary>True when a connection serves one request after the other.</summary>
    public bool KeepsConnections { get; private init; }

    /// <summary>True for HTTPS.</summary>
    public bool IsEncrypted => Tls is not null;

    /// <summary>The host of a site; null for an endpoint.</summary>
    public string? Host { get; private init; }

    /// <summary>The endpoint of a pool; null for a site.</summary>
    public FpmEndpoint? Endpoint { get; private init; }

    /// <summary>The address as the kernel takes it.</summary>
    internal ReadOnlyMemory<byte> Place { get; }

    /// <summary>The bytes of the request.</summary>
    internal ReadOnlyMemory<byte> Request { get; }

    /// <summary>How TLS is begun; null without it.</summary>
    internal SslClientAuthenticationOptions? Tls { get; private init; }

    /// <summary>
    /// True when the other side is left to close a connection that is not kept: who closes first keeps the port for a minute (TIME_WAIT), and this side has few.
    /// </summary>
    internal bool WaitsForClosing => !IsFastCgi;

    /// <summary>A site.</summary>
    /// <param name="uri">What is asked for.</param>
    /// <param name="place">Where it is connected to.</param>
    /// <param name="isLocal">True when that is this machine: its certificate is not checked then.</param>
    /// <param name="keepsConnections">True to use connections again.</param>
    internal static LoadTarget Site(Uri uri, IPEndPoint place, bool isLocal, bool keepsConnections)
    {
        string host = uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost.Trim('[', ']')}]" : uri.IdnHost;
        string port = uri.IsDefaultPort ? string.Empty : string.Create(CultureInfo.InvariantCulture, $":{uri.Port}");
        string connection = keepsConnections ? string.Empty : "Connection: close\r\n";
        string request = $"GET {uri.PathAndQuery} HTTP/1.1\r\nHost: {host}{port}\r\nUser-Agent: Nginx502-load\r\nAccept: */*\r\n{connection}\r\n";
        return new LoadTarget(Shown(uri), place.ToString(), place.Serialize(), Encoding.ASCII.GetBytes(request), () => new HttpResponseReader())
        {
            IsLocal = isLocal,
            KeepsConnections = keepsConnections,
            Host = uri.IdnHost,
            Tls = uri.Scheme == Uri.UriSchemeHttps ? TlsOf(uri.IdnHost, isLocal) : null,
        };
    }

    /// <summary>A pool, asked without nginx: a connection a request, as nginx does where fastcgi_keep_conn is off.</summary>
    /// <param name="target">Where the pool is connected to; what it holds open has to stay so.</param>
    /// <param name="place">Its address; null for a unix socket.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="isLocal">True when it is on this machine.</param>
    internal static LoadTarget Pool(FastCgiTarget target, IPEndPoint? place, FastCgiRequest request, bool isLocal)
    {
        EndPoint address = place ?? (EndPoint)new UnixDomainSocketEndPoint(target.SocketPath!);
        return new LoadTarget(
            SafeText.Escape($"{target.Endpoint} {request.ScriptFileName}"), SafeText.Escape($"{place ?? (object)target.Endpoint}"), address.Serialize(), EncodedRequest.Encode(request).Bytes, () => new FastCgiResponseReader())
        {
            IsLocal = isLocal,
            IsFastCgi = true,
            Endpoint = target.Endpoint,
        };
    }

    /// <summary>The target, for messages.</summary>
    public override string ToString() => Name;

    /// <summary>A reader of its answers.</summary>
    internal IResponseReader NewReader() => _newReader();

    // A query can hold what nobody else is to see.
    private static string Shown(Uri uri) => SafeText.Escape(uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));

    private static SslClientAuthenticationOptions TlsOf(string host, bool isLocal)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (isLocal)
        {
            // This machine's own nginx: whether its certificate is good is another question, and the name may lead elsewhere.
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck, VerificationFlags = X509VerificationFlags.AllFlags };
        }

        return options;
    }
}
