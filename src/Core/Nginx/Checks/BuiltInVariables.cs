namespace Nginx502.Nginx;

/// <summary>
/// The variables that nginx's own modules of http bring (nginx: the ngx_http_variable_t and ngx_http_log_var_t arrays of 1.22.1 and
/// 1.31.5-dev).
/// </summary>
internal static class BuiltInVariables
{
    // Those whose names go on: $http_user_agent.
    private static readonly string[] Prefixes =
    [
        "arg_", "cookie_", "http_", "proxy_protocol_tlv_", "sent_http_", "sent_trailer_", "upstream_cookie_", "upstream_http_", "upstream_trailer_",
    ];

    private static readonly HashSet<string> Fixed = new(StringComparer.OrdinalIgnoreCase)
    {
        "binary_remote_addr", "connection", "connection_requests", "connection_time", "connections_active", "connections_reading",
        "connections_waiting", "connections_writing", "content_length", "content_type", "date_gmt", "date_local", "document_root",
        "document_uri", "fastcgi_path_info", "fastcgi_script_name", "geoip_area_code", "geoip_city", "geoip_city_continent_code",
        "geoip_city_country_code", "geoip_city_country_code3", "geoip_city_country_name", "geoip_country_code", "geoip_country_code3",
        "geoip_country_name", "geoip_dma_code", "geoip_latitude", "geoip_longitude", "geoip_org", "geoip_postal_code", "geoip_region",
        "geoip_region_name", "grpc_internal_trailers", "gzip_ratio", "host", "hostname", "http2", "http3", "http_cookie", "http_host",
        "http_referer", "http_user_agent", "http_via", "http_x_forwarded_for", "https", "is_args", "is_request_port", "limit_conn_status",
        "limit_req_status", "nginx_version", "pid", "proxy_add_via", "proxy_add_x_forwarded_for", "proxy_internal_body_length",
        "proxy_internal_chunked", "proxy_protocol_addr", "proxy_protocol_port", "proxy_protocol_server_addr", "proxy_protocol_server_port",
        "query_string", "realip_remote_addr", "realip_remote_port", "realpath_root", "remote_addr", "remote_port", "remote_user", "request",
        "request_body", "request_body_file", "request_completion", "request_filename", "request_id", "request_method", "request_port",
        "request_uri", "scheme", "secure_link", "secure_link_expires", "sent_http_cache_control", "sent_http_connection",
        "sent_http_content_length", "sent_http_content_type", "sent_http_keep_alive", "sent_http_last_modified", "sent_http_link",
        "sent_http_location", "sent_http_transfer_encoding", "server_addr", "server_name", "server_port", "server_protocol", "slice_range",
        "tcpinfo_rcv_space", "tcpinfo_rtt", "tcpinfo_rttvar", "tcpinfo_snd_cwnd", "uid_got", "uid_set", "upstream_addr",
        "upstream_bytes_received", "upstream_bytes_sent", "upstream_cache_etag", "upstream_cache_last_modified", "upstream_cache_status",
        "upstream_connect_time", "upstream_header_time", "upstream_response_length", "upstream_response_time", "upstream_status", "uri",
    };

    private static readonly HashSet<string> Changeable = new(StringComparer.OrdinalIgnoreCase)
    {
        "ancient_browser", "args", "body_bytes_sent", "bytes_sent", "invalid_referer", "limit_rate", "modern_browser", "msec", "msie",
        "pipe", "proxy_host", "proxy_port", "request_length", "request_time", "ssl_alpn_protocol", "ssl_cipher", "ssl_ciphers",
        "ssl_client_cert", "ssl_client_escaped_cert", "ssl_client_fingerprint", "ssl_client_i_dn", "ssl_client_i_dn_legacy",
        "ssl_client_raw_cert", "ssl_client_s_dn", "ssl_client_s_dn_legacy", "ssl_client_serial", "ssl_client_sigalg", "ssl_client_v_end",
        "ssl_client_v_remain", "ssl_client_v_start", "ssl_client_verify", "ssl_curve", "ssl_curves", "ssl_early_data",
        "ssl_ech_outer_server_name", "ssl_ech_status", "ssl_protocol", "ssl_server_name", "ssl_session_id", "ssl_session_reused",
        "ssl_sigalg", "ssl_sigalgs", "status", "time_iso8601", "time_local", "uid_reset",
    };

    /// <summary>True when nginx knows the variable without any line that defines it.</summary>
    public static bool Has(string name) =>
        Fixed.Contains(name) || Changeable.Contains(name) || Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>True when no line may give the variable a value: the duplicate variable.</summary>
    public static bool IsFixed(string name) => Fixed.Contains(name);
}
