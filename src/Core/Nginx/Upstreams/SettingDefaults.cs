namespace Nginx502.Nginx;

/// <summary>
/// What is in effect when nothing is written (nginx: the ngx_conf_merge_*_value calls of its upstream modules). What nginx makes of
/// other values, as the size of busy buffers, is not here.
/// </summary>
internal static class SettingDefaults
{
    // A buffer is a page of the machine that nginx runs on: ngx_pagesize.
    private static readonly string Page = NginxSize.Format(Environment.SystemPageSize);

    private static readonly Dictionary<string, string> OfPrefixed = new(StringComparer.Ordinal)
    {
        ["connect_timeout"] = "60s",
        ["send_timeout"] = "60s",
        ["read_timeout"] = "60s",
        ["buffer_size"] = Page,
        ["buffers"] = "8 " + Page,
        ["max_temp_file_size"] = "1024m",
        ["buffering"] = "on",
        ["request_buffering"] = "on",
        ["ignore_client_abort"] = "off",
        ["intercept_errors"] = "off",
        ["next_upstream"] = "error timeout",
        ["next_upstream_tries"] = "0",
        ["next_upstream_timeout"] = "0",
        ["socket_keepalive"] = "off",
        ["keep_conn"] = "off",
        ["ssl_verify"] = "off",
        ["ssl_server_name"] = "off",
        ["http_version"] = "1.0",
    };

    private static readonly Dictionary<string, string> OfWhole = new(StringComparer.Ordinal)
    {
        ["client_body_timeout"] = "60s",
        ["client_max_body_size"] = "1m",
        ["keepalive_timeout"] = "75s",
        ["recursive_error_pages"] = "off",
        ["resolver_timeout"] = "30s",
        ["send_timeout"] = "60s",
    };

    /// <summary>The built-in value of a directive; null when it has none.</summary>
    /// <param name="name">The directive.</param>
    /// <param name="prefix">What the names of the protocol's directives begin with.</param>
    /// <param name="hasNewDefaults">True for nginx 1.29.7 and later, which speaks HTTP 1.1 to upstreams.</param>
    public static NginxSetting? Of(string name, string prefix, bool hasNewDefaults)
    {
        string? value = name == "proxy_http_version" && hasNewDefaults ? "1.1"
            : name.StartsWith(prefix, StringComparison.Ordinal) ? OfPrefixed.GetValueOrDefault(name[prefix.Length..])
            : OfWhole.GetValueOrDefault(name);
        return value is null ? null : Default(name, value);
    }

    /// <summary>A built-in value as a setting.</summary>
    public static NginxSetting Default(string name, string value) => new(name, value, NginxSettingScope.Default, null, null);
}
