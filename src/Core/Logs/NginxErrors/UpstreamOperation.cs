namespace Nginx502;

/// <summary>What nginx was doing: the text behind 'while' (nginx: src/http/ngx_http_upstream.c, c->log->action).</summary>
public enum UpstreamOperation
{
    /// <summary>The line says nothing.</summary>
    None,

    /// <summary>connecting to upstream</summary>
    Connecting,

    /// <summary>SSL handshaking to upstream</summary>
    TlsHandshaking,

    /// <summary>sending request to upstream; also waiting for the first byte of the answer.</summary>
    SendingRequest,

    /// <summary>reading response header from upstream</summary>
    ReadingHeader,

    /// <summary>reading upstream: the body; the header is with the visitor already.</summary>
    ReadingBody,

    /// <summary>sending to client</summary>
    SendingToClient,

    /// <summary>sending early hints to client</summary>
    SendingEarlyHints,

    /// <summary>proxying upgraded connection</summary>
    ProxyingUpgraded,

    /// <summary>resolving: a connection to a name server.</summary>
    Resolving,

    /// <summary>Something else, on the client's side.</summary>
    Other,
}
