using System.Diagnostics.CodeAnalysis;

namespace Nginx502.Logs;

/// <summary>
/// Every message by which nginx reports an upstream, or something that looks like it, with what it means. Templates are
/// those of nginx's sources, in ngx_sprintf's notation; a new one is one line here and one in the tests' data.
/// </summary>
/// <remarks>
/// Sources: nginx src/http/ngx_http_upstream.c, ngx_http_upstream_round_robin.c, src/http/modules/ngx_http_fastcgi_module.c,
/// ngx_http_proxy_module.c, ngx_http_grpc_module.c, ngx_http_memcached_module.c, src/event/ngx_event_connect.c,
/// src/event/ngx_event_pipe.c, src/event/ngx_event_openssl.c, src/os/unix, src/core/ngx_connection.c, src/core/ngx_resolver.c.
/// </remarks>
internal static class NginxMessages
{
    private static readonly TemplateCatalogue<MessageMeaning> Catalogue = new(
        FailedAttempts().Concat(CutAnswers()).Concat(LookAlikes()), TemplateEnd.AnythingFollows);

    /// <summary>
    /// True when a line can be told to be no failure by its level and the beginning of its message. Cheap: most lines of
    /// most logs are such.
    /// </summary>
    public static bool IsNoFailure(ReadOnlySpan<byte> fromMessage, NginxLogLevel level) => level switch
    {
        NginxLogLevel.Warn or NginxLogLevel.Notice or NginxLogLevel.Info or NginxLogLevel.Debug or NginxLogLevel.Emerg => true,
        // The most frequent line of all: a static file that is not there. Temporary files fail at crit.
        NginxLogLevel.Error => fromMessage.StartsWith("open() \""u8),
        _ => false,
    };

    /// <summary>What a message means; false when it is none of these.</summary>
    public static bool TryMatch(ReadOnlySpan<byte> message, [NotNullWhen(true)] out MessageMeaning? meaning) =>
        Catalogue.TryMatch(message, out meaning);

    // The attempt failed with this status; behind the header it cut the answer short.
    private static IEnumerable<(string Template, MessageMeaning Meaning)> FailedAttempts() =>
    [
        ("connect() to %V failed", Fails(502, SymptomRules.Connect)),
        ("connect() failed", Fails(502, SymptomRules.Connect)),
        ("kevent() reported that connect() failed", Fails(502, SymptomRules.Connect)),
        ("upstream timed out", Fails(504, SymptomRules.TimedOut)),
        ("no live upstreams", Fails(502, Symptom.NoLiveUpstreams)),
        ("socket() failed", Fails(500, SymptomRules.CreateSocket)),
        ("ioctl(FIONBIO) failed", Fails(500, Symptom.InternalError)),
        ("bind(%V) failed", Fails(500, SymptomRules.Bind)),
        ("setsockopt(SO_REUSEADDR) failed", Fails(500, Symptom.InternalError)),
        ("setsockopt(IP_TRANSPARENT) failed", Fails(500, Symptom.LocalAddressUnavailable)),
        ("setsockopt(IPV6_TRANSPARENT) failed", Fails(500, Symptom.LocalAddressUnavailable)),
        ("the new socket has number %d, but only %ui files are available", Fails(500, Symptom.DescriptorsExhausted)),
        ("%ui worker_connections are not enough", Fails(500, Symptom.WorkerConnectionsExhausted)),
        ("no resolver defined to resolve %V", Fails(502, Symptom.ResolverMissing)),
        ("%V could not be resolved (%i: %s)", Fails(502, Symptom.NameResolutionFailed)),
        ("no port in upstream \"%V\"", Fails(500, Symptom.ConfigurationInvalid)),
        ("no upstream configuration", Fails(500, Symptom.InternalError)),
        ("%s in upstream \"%V\"", Fails(500, SymptomRules.UpstreamName)),
        ("send() failed", Fails(502, SymptomRules.Transfer)),
        ("recv() failed", Fails(502, SymptomRules.Transfer)),
        ("writev() failed", Fails(502, SymptomRules.Transfer)),
        ("sendfile() failed", Fails(502, SymptomRules.Transfer)),
        ("setsockopt(!TCP_CORK) failed", Fails(500, Symptom.InternalError)),
        ("upstream prematurely closed connection", Fails(502, SymptomRules.ClosedEarly)),
        ("upstream prematurely sent response", Fails(502, Symptom.ProtocolMismatch)),
        ("upstream sent too big header", Fails(502, Symptom.HeaderTooBig)),
        ("upstream sent unexpected FastCGI record: %ui", Fails(502, Symptom.EmptyResponse)),
        ("upstream prematurely closed FastCGI stdout", Fails(502, SymptomRules.ClosedOutput)),
        ("upstream sent unsupported FastCGI protocol version: %d", Fails(502, Symptom.ProtocolMismatch)),
        ("upstream sent invalid FastCGI record type: %d", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent unexpected FastCGI request id high byte: %d", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent unexpected FastCGI request id low byte: %d", Fails(502, Symptom.MalformedResponse)),
        ("invalid header after joining FastCGI records", Fails(500, Symptom.MalformedResponse)),
        ("upstream sent invalid header: \"%*s\\x%02xd...\"", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent invalid status \"%V\"", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent duplicate header line: \"%V: %V\", previous value: \"%V: %V\"", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent \"Content-Length\" and \"Transfer-Encoding\" headers at the same time", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent invalid \"Content-Length\" header: \"%V: %V\"", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent unknown \"Transfer-Encoding\": \"%V\"", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent HTTP/1.0 response with early hints", Fails(502, Symptom.MalformedResponse)),
        ("ioctl(FIONREAD) failed", Fails(502, Symptom.InternalError)),
        ("fastcgi request record is too big: %uz", Fails(500, Symptom.RequestTooLarge)),
        ("fastcgi request length mismatch", Fails(500, Symptom.InternalError)),
        ("scgi request length mismatch", Fails(500, Symptom.InternalError)),
        ("uwsgi request is too little: %uz", Fails(500, Symptom.InternalError)),
        ("uwsgi request is too big: %uz", Fails(500, Symptom.RequestTooLarge)),
        ("uwsgi request length mismatch", Fails(500, Symptom.InternalError)),
        ("zero length URI to proxy", Fails(500, Symptom.ConfigurationInvalid)),
        ("invalid URL prefix in \"%V\"", Fails(500, Symptom.ConfigurationInvalid)),
        ("https protocol requires SSL support", Fails(500, Symptom.ConfigurationInvalid)),
        ("grpcs protocol requires SSL support", Fails(500, Symptom.ConfigurationInvalid)),
        ("suwsgi protocol requires SSL support", Fails(500, Symptom.ConfigurationInvalid)),
        ("cache \"%V\" not found", Fails(500, Symptom.ConfigurationInvalid)),
        ("SSL_do_handshake() failed", Fails(502, SymptomRules.TlsHandshake)),
        ("peer closed connection in SSL handshake", Fails(502, SymptomRules.TlsHandshake)),
        ("upstream SSL certificate verify error: (%l:%s)", Fails(502, Symptom.TlsVerificationFailed)),
        ("upstream SSL certificate does not match \"%V\"", Fails(502, Symptom.TlsVerificationFailed)),
        ("SSL_set_tlsext_host_name(\"%s\") failed", Fails(500, Symptom.TlsConfigurationInvalid)),
        ("SSL_set_alpn_protos() failed", Fails(500, Symptom.TlsConfigurationInvalid)),
        ("SSL_read() failed", Fails(502, SymptomRules.TlsConnection)),
        ("SSL_write() failed", Fails(502, SymptomRules.TlsConnection)),
        ("cannot load certificate \"%s\": %s", Fails(500, Symptom.TlsConfigurationInvalid)),
        ("the \"$memcached_key\" variable is not set", Fails(500, Symptom.ConfigurationInvalid)),
        ("memcached sent invalid key in response \"%V\" for key \"%V\"", Fails(502, Symptom.MalformedResponse)),
        ("memcached sent invalid flags in response \"%V\" for key \"%V\"", Fails(502, Symptom.MalformedResponse)),
        ("memcached sent invalid length in response \"%V\" for key \"%V\"", Fails(502, Symptom.MalformedResponse)),
        ("memcached sent invalid response: \"%V\"", Fails(502, Symptom.MalformedResponse)),
        ("too long http2 method: \"%V\"", Fails(500, Symptom.RequestTooLarge)),
        ("too long http2 URI", Fails(500, Symptom.RequestTooLarge)),
        ("too long http2 host: \"%V\"", Fails(500, Symptom.RequestTooLarge)),
        ("too long http2 header name", Fails(500, Symptom.RequestTooLarge)),
        ("too long http2 header value", Fails(500, Symptom.RequestTooLarge)),
        ("too long http2 header name: \"%V\"", Fails(500, Symptom.RequestTooLarge)),
        ("too long http2 header value: \"%V: %V\"", Fails(500, Symptom.RequestTooLarge)),
        ("no buffer space in grpc create request", Fails(500, Symptom.InternalError)),
        ("no buffer space in HTTP/2 create request", Fails(500, Symptom.InternalError)),
        ("upstream sent unexpected http2 frame: %d", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent frame for unknown stream %ui", Fails(502, Symptom.MalformedResponse)),
        ("upstream rejected request with error %ui", Fails(502, Symptom.UpstreamRejected)),
        ("upstream sent goaway with error %ui", Fails(502, Symptom.UpstreamRejected)),
        ("upstream sent unexpected push promise frame", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent invalid header \"%V: %V\"", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent duplicate :status header", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent invalid :status \"%V\"", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent unexpected :status \"%V\"", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent no :status header", Fails(502, Symptom.MalformedResponse)),
        ("upstream prematurely closed stream", Fails(502, SymptomRules.ClosedEarly)),
        ("upstream sent invalid header", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent http2 frame with too long padding: %d in frame %uz", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent too large http2 frame: %uz", Fails(502, Symptom.ProtocolMismatch)),
        ("upstream sent headers frame with invalid length: %uz", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent truncated http2 header", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent invalid http2 table index: %ui", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent invalid http2 dynamic table size update: %ui", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent http2 table index with continuation flag", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent zero http2 header name length", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent too large http2 header name length", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent too large http2 header name length: %uz", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent invalid encoded header", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent too large http2 header value length", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent too large http2 header value length: %uz", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent invalid header: \"%V: %V\"", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent too large http2 header", Fails(502, Symptom.HeaderTooBig)),
        ("upstream sent rst stream frame with invalid length: %uz", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent goaway frame with non-zero stream id: %ui", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent goaway frame with invalid length: %uz", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent window update frame with invalid length: %uz", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent zero window update", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent too large window update", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent settings frame with non-zero stream id: %ui", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent settings frame with ack flag and non-zero length: %uz", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent settings frame with invalid length: %uz", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent too many settings frames", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent settings frame with too large initial window size: %ui", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent ping frame with non-zero stream id: %ui", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent ping frame with invalid length: %uz", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent ping frame with ack flag", Fails(502, Symptom.MalformedResponse)),
        ("upstream sent too many ping frames", Fails(502, Symptom.MalformedResponse)),
        ("no connection data found for keepalive http2 connection", Fails(500, Symptom.InternalError)),
        ("open() \"%s\" failed", Fails(500, SymptomRules.File)),
        ("mkdir() \"%s\" failed", Fails(500, SymptomRules.File)),
        ("pwritev() \"%s\" failed", Fails(500, SymptomRules.File)),
        ("pwrite() \"%s\" failed", Fails(500, SymptomRules.File)),

        // A write that is cut short has no errno: the space ended within it (nginx: src/os/unix/ngx_files.c).
        ("pwritev() \"%s\" has written only %z of %uz", Fails(500, Symptom.DiskFull)),
        ("pwrite() \"%s\" has written only %z of %uz", Fails(500, Symptom.DiskFull)),
    ];

    // The visitor had the header already.
    private static IEnumerable<(string Template, MessageMeaning Meaning)> CutAnswers() =>
    [
        ("upstream prematurely closed FastCGI request", CutsShort(Symptom.ResponseTruncated)),
        ("upstream sent no valid HTTP/1.0 header", CutsShort(Symptom.ProtocolMismatch)),
        ("readv() failed", CutsShort(SymptomRules.Transfer)),
        ("kevent() reported that upstream closed connection", CutsShort(SymptomRules.ClosedEarly)),
        ("upstream sent invalid chunked response", CutsShort(Symptom.MalformedResponse)),
        ("upstream sent too big trailers", CutsShort(Symptom.HeaderTooBig)),
        ("upstream sent invalid trailer: \"%*s\\x%02xd...\"", CutsShort(Symptom.MalformedResponse)),
        ("connection upgrade in subrequest", CutsShort(Symptom.ProtocolMismatch)),
        ("thread pool \"%V\" not found", CutsShort(Symptom.ConfigurationInvalid)),
        ("upstream sent data frame for unknown stream %ui", CutsShort(Symptom.MalformedResponse)),
        ("upstream violated stream flow control, received %uz data frame with window %uz", CutsShort(Symptom.MalformedResponse)),
        ("upstream violated connection flow control, received %uz data frame with window %uz", CutsShort(Symptom.MalformedResponse)),
        ("upstream sent frame for closed stream %ui", CutsShort(Symptom.MalformedResponse)),
        ("upstream sent invalid trailer \"%V: %V\"", CutsShort(Symptom.MalformedResponse)),
        ("upstream sent trailer without end stream flag", CutsShort(Symptom.MalformedResponse)),
        ("upstream sent invalid trailer", CutsShort(Symptom.MalformedResponse)),
        ("upstream sent too short http2 frame", CutsShort(Symptom.MalformedResponse)),
        ("upstream sent response body larger than indicated content length", CutsShort(Symptom.MalformedResponse)),
    ];

    // No attempt failed, or none was made.
    private static IEnumerable<(string Template, MessageMeaning Meaning)> LookAlikes() =>
    [
        ("upstream server temporarily disabled", LooksLike(Symptom.UpstreamDisabled)),
        ("setsockopt(SO_RCVBUF, %d) failed, ignored", LooksLike(Symptom.SocketOptionIgnored)),
        ("setsockopt(SO_SNDBUF, %d) failed, ignored", LooksLike(Symptom.SocketOptionIgnored)),
        ("setsockopt(SO_KEEPALIVE) failed, ignored", LooksLike(Symptom.SocketOptionIgnored)),
        ("setsockopt(IP_BIND_ADDRESS_NO_PORT) failed, ignored", LooksLike(Symptom.SocketOptionIgnored)),
        ("%ui worker_connections are not enough, reusing connections", LooksLike(Symptom.WorkerConnectionsExhausted)),
        ("%ui worker_connections exceed open file resource limit: %i", LooksLike(Symptom.Other)),
        ("%ui worker_connections are not enough for %ui listening sockets", LooksLike(Symptom.WorkerConnectionsExhausted)),
        ("accept4() failed", LooksLike(SymptomRules.Accept)),
        ("accept() failed", LooksLike(SymptomRules.Accept)),
        ("service %V of %V could not be resolved (%i: %s)", LooksLike(Symptom.NameResolutionFailed)),
        ("%V could not be resolved (%i: %s) while resolving service %V of %V", LooksLike(Symptom.NameResolutionFailed)),
        ("cannot add new server to upstream \"%V\", memory exhausted", LooksLike(Symptom.ConfigurationInvalid)),
        ("DNS error (%ui: %s), query id:%ui, name:\"%*s\"", LooksLike(Symptom.NameResolutionFailed)),
        ("DNS error (%ui: %s), query id:%ui", LooksLike(Symptom.NameResolutionFailed)),
        ("unexpected DNS response for %V", LooksLike(Symptom.NameResolutionFailed)),
        ("wrong ident %ui in DNS response for %V, expect %ui", LooksLike(Symptom.NameResolutionFailed)),
        ("no A or CNAME types in DNS response", LooksLike(Symptom.NameResolutionFailed)),
        ("upstream sent too big early hints", LooksLike(Symptom.HeaderTooBig)),
        // Long ones are cut before their closing quote.
        ("FastCGI sent in stderr: \"%*s", LooksLike(SymptomRules.FastCgiStderr)),
        ("upstream sent duplicate header line: \"%V: %V\", previous value: \"%V: %V\", ignored", LooksLike(Symptom.MalformedResponse)),
        ("upstream sent more data than specified in \"Content-Length\" header", LooksLike(Symptom.MalformedResponse)),
        ("upstream sent data after final chunk", LooksLike(Symptom.MalformedResponse)),
        ("recycled buffer in pipe out chain", LooksLike(Symptom.InternalError)),
        ("memcached sent invalid trailer", LooksLike(Symptom.MalformedResponse)),
        ("upstream sent data after trailers", LooksLike(Symptom.MalformedResponse)),
        ("epoll_wait() reported that client prematurely closed connection, so upstream connection is closed too", LooksLike(Symptom.ClientClosed, 499)),
        ("kevent() reported that client prematurely closed connection, so upstream connection is closed too", LooksLike(Symptom.ClientClosed, 499)),
        ("client prematurely closed connection, so upstream connection is closed too", LooksLike(Symptom.ClientClosed, 499)),
        ("epoll_wait() reported that client prematurely closed connection", LooksLike(Symptom.ClientClosed, 499)),
        ("kevent() reported that client prematurely closed connection", LooksLike(Symptom.ClientClosed, 499)),
        ("client prematurely closed connection", LooksLike(Symptom.ClientClosed, 499)),
        ("client timed out", LooksLike(Symptom.ClientTimedOut)),
        ("client intended to send too large body: %O bytes", LooksLike(Symptom.RequestTooLarge, 413)),
        ("invalid local address \"%V\"", LooksLike(Symptom.ConfigurationInvalid)),
        ("cache file \"%s\" contains invalid header", LooksLike(Symptom.CacheFailed)),
        ("%V_buffer_size %uz is not enough for cache key, it should be increased to at least %uz", LooksLike(Symptom.CacheFailed)),
        ("%s %P exited on signal %d%s", LooksLike(Symptom.NginxWorkerCrashed)),
        ("key: \"%V\" was not found by memcached", LooksLike(Symptom.KeyNotFound, 404)),
        ("there must be at least 2 \"fastcgi_buffers\"", LooksLike(Symptom.ConfigurationRejected)),
        ("\"fastcgi_busy_buffers_size\" must be equal to or greater than the maximum of the value of \"fastcgi_buffer_size\" and one of the \"fastcgi_buffers\"", LooksLike(Symptom.ConfigurationRejected)),
        ("\"fastcgi_busy_buffers_size\" must be less than the size of all \"fastcgi_buffers\" minus one buffer", LooksLike(Symptom.ConfigurationRejected)),
        ("\"fastcgi_temp_file_write_size\" must be equal to or greater than the maximum of the value of \"fastcgi_buffer_size\" and one of the \"fastcgi_buffers\"", LooksLike(Symptom.ConfigurationRejected)),
        ("\"fastcgi_max_temp_file_size\" must be equal to zero to disable temporary files usage or must be equal to or greater than the maximum of the value of \"fastcgi_buffer_size\" and one of the \"fastcgi_buffers\"", LooksLike(Symptom.ConfigurationRejected)),
        ("\"fastcgi_cache\" zone \"%V\" is unknown", LooksLike(Symptom.ConfigurationRejected)),
        ("there must be at least 2 \"proxy_buffers\"", LooksLike(Symptom.ConfigurationRejected)),
        ("\"proxy_busy_buffers_size\" must be equal to or greater than the maximum of the value of \"proxy_buffer_size\" and one of the \"proxy_buffers\"", LooksLike(Symptom.ConfigurationRejected)),
        ("\"proxy_busy_buffers_size\" must be less than the size of all \"proxy_buffers\" minus one buffer", LooksLike(Symptom.ConfigurationRejected)),
        ("\"proxy_temp_file_write_size\" must be equal to or greater than the maximum of the value of \"proxy_buffer_size\" and one of the \"proxy_buffers\"", LooksLike(Symptom.ConfigurationRejected)),
        ("\"proxy_max_temp_file_size\" must be equal to zero to disable temporary files usage or must be equal to or greater than the maximum of the value of \"proxy_buffer_size\" and one of the \"proxy_buffers\"", LooksLike(Symptom.ConfigurationRejected)),
        ("\"proxy_cache\" zone \"%V\" is unknown", LooksLike(Symptom.ConfigurationRejected)),
        ("there must be at least 2 \"uwsgi_buffers\"", LooksLike(Symptom.ConfigurationRejected)),
        ("\"uwsgi_busy_buffers_size\" must be equal to or greater than the maximum of the value of \"uwsgi_buffer_size\" and one of the \"uwsgi_buffers\"", LooksLike(Symptom.ConfigurationRejected)),
        ("\"uwsgi_busy_buffers_size\" must be less than the size of all \"uwsgi_buffers\" minus one buffer", LooksLike(Symptom.ConfigurationRejected)),
        ("\"uwsgi_temp_file_write_size\" must be equal to or greater than the maximum of the value of \"uwsgi_buffer_size\" and one of the \"uwsgi_buffers\"", LooksLike(Symptom.ConfigurationRejected)),
        ("\"uwsgi_max_temp_file_size\" must be equal to zero to disable temporary files usage or must be equal to or greater than the maximum of the value of \"uwsgi_buffer_size\" and one of the \"uwsgi_buffers\"", LooksLike(Symptom.ConfigurationRejected)),
        ("\"uwsgi_cache\" zone \"%V\" is unknown", LooksLike(Symptom.ConfigurationRejected)),
        ("there must be at least 2 \"scgi_buffers\"", LooksLike(Symptom.ConfigurationRejected)),
        ("\"scgi_busy_buffers_size\" must be equal to or greater than the maximum of the value of \"scgi_buffer_size\" and one of the \"scgi_buffers\"", LooksLike(Symptom.ConfigurationRejected)),
        ("\"scgi_busy_buffers_size\" must be less than the size of all \"scgi_buffers\" minus one buffer", LooksLike(Symptom.ConfigurationRejected)),
        ("\"scgi_temp_file_write_size\" must be equal to or greater than the maximum of the value of \"scgi_buffer_size\" and one of the \"scgi_buffers\"", LooksLike(Symptom.ConfigurationRejected)),
        ("\"scgi_max_temp_file_size\" must be equal to zero to disable temporary files usage or must be equal to or greater than the maximum of the value of \"scgi_buffer_size\" and one of the \"scgi_buffers\"", LooksLike(Symptom.ConfigurationRejected)),
        ("\"scgi_cache\" zone \"%V\" is unknown", LooksLike(Symptom.ConfigurationRejected)),
        ("no servers are inside upstream", LooksLike(Symptom.ConfigurationRejected)),
        ("no servers in upstream \"%V\" in %s:%ui", LooksLike(Symptom.ConfigurationRejected)),
        ("no port in upstream \"%V\" in %s:%ui", LooksLike(Symptom.ConfigurationRejected)),
        ("%s in upstream \"%V\" in %s:%ui", LooksLike(Symptom.ConfigurationRejected)),
        ("load balancing method does not support resolving names at run time in upstream \"%V\" in %s:%ui", LooksLike(Symptom.ConfigurationRejected)),
        ("no resolver defined to resolve names at run time in upstream \"%V\" in %s:%ui", LooksLike(Symptom.ConfigurationRejected)),
        ("resolving names at run time requires upstream \"%V\" in %s:%ui to be in shared memory", LooksLike(Symptom.ConfigurationRejected)),
        ("duplicate upstream \"%V\"", LooksLike(Symptom.ConfigurationRejected)),
        ("upstream \"%V\" may not have port %d", LooksLike(Symptom.ConfigurationRejected)),
        ("upstream \"%V\" may not have port %d in %s:%ui", LooksLike(Symptom.ConfigurationRejected)),
        ("balancing method does not support parameter \"%V\"", LooksLike(Symptom.ConfigurationRejected)),
        ("invalid parameter \"%V\"", LooksLike(Symptom.ConfigurationRejected)),
        ("service upstream \"%V\" requires \"resolve\" parameter", LooksLike(Symptom.ConfigurationRejected)),
        ("zone \"%V\" is too small", LooksLike(Symptom.ConfigurationRejected)),
        ("load balancing method redefined", LooksLike(Symptom.Other)),
        ("invalid value \"%V\" in \"%V\" directive", LooksLike(Symptom.ConfigurationRejected)),
        ("\"%s\" directive %s", LooksLike(Symptom.ConfigurationRejected)),
        ("invalid URL prefix", LooksLike(Symptom.ConfigurationRejected)),
        ("\"proxy_pass\" cannot have URI part in location given by regular expression, or inside named location, or inside \"if\" statement, or inside \"limit_except\" block", LooksLike(Symptom.ConfigurationRejected)),
        ("no proxy_ssl_trusted_certificate for proxy_ssl_verify", LooksLike(Symptom.ConfigurationRejected)),
        ("no \"proxy_ssl_certificate_key\" is defined for certificate \"%V\"", LooksLike(Symptom.ConfigurationRejected)),
        ("no uwsgi_ssl_trusted_certificate for uwsgi_ssl_verify", LooksLike(Symptom.ConfigurationRejected)),
        ("no \"uwsgi_ssl_certificate_key\" is defined for certificate \"%V\"", LooksLike(Symptom.ConfigurationRejected)),
        ("no grpc_ssl_trusted_certificate for grpc_ssl_verify", LooksLike(Symptom.ConfigurationRejected)),
        ("no \"grpc_ssl_certificate_key\" is defined for certificate \"%V\"", LooksLike(Symptom.ConfigurationRejected)),
        ("\"%s\" is not found", LooksLike(Symptom.StaticFileFailed)),
        ("directory index of \"%s\" is forbidden", LooksLike(Symptom.StaticFileFailed)),
        ("an upstream response is buffered to a temporary file %V", LooksLike(Symptom.ResponseBuffered)),
        ("a client request body is buffered to a temporary file %V", LooksLike(Symptom.RequestBuffered)),
    ];

    private static MessageMeaning Fails(int status, SymptomRule symptom) => new(symptom, status, IsFailure: true);

    private static MessageMeaning Fails(int status, Symptom symptom) => Fails(status, (in LineFacts _) => symptom);

    private static MessageMeaning CutsShort(SymptomRule symptom) => new(symptom, Status: null, IsFailure: true);

    private static MessageMeaning CutsShort(Symptom symptom) => CutsShort((in LineFacts _) => symptom);

    private static MessageMeaning LooksLike(SymptomRule symptom, int? status = null) => new(symptom, status, IsFailure: false);

    private static MessageMeaning LooksLike(Symptom symptom, int? status = null) => LooksLike((in LineFacts _) => symptom, status);
}
