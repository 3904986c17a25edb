namespace Nginx502.Nginx;

/// <summary>Which arguments of which directives nginx reads for variables; in all others a <c>$</c> is a letter.</summary>
internal static class InterpretedArguments
{
    // The first argument that is read for variables.
    private static readonly Dictionary<string, int> FirstByName = Make();

    /// <summary>The arguments of a directive that are read for variables, from 0.</summary>
    public static IEnumerable<int> Of(SyntaxDirective directive)
    {
        if (directive.Name == "if")
        {
            return OfCondition(directive);
        }

        if (!FirstByName.TryGetValue(directive.Name, out int first))
        {
            return [];
        }

        // What a block defines is its last argument: map $host $name.
        int last = directive.End == SyntaxDirectiveEnd.Block ? directive.ArgumentCount - 1 : directive.ArgumentCount;
        return Enumerable.Range(first, Math.Max(last - first, 0));
    }

    // Behind ~ stands a pattern.
    private static IEnumerable<int> OfCondition(SyntaxDirective directive) =>
        Enumerable.Range(0, directive.ArgumentCount).Where(index => index == 0 || directive.Argument(index - 1) is not ("~" or "~*" or "!~" or "!~*"));

    private static Dictionary<string, int> Make()
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["add_header"] = 1,
            ["add_trailer"] = 1,
            ["auth_request_set"] = 1,
            ["log_format"] = 1,
            ["rewrite"] = 1,
            ["set"] = 1,
            ["proxy_set_header"] = 1,
            ["grpc_set_header"] = 1,
            ["fastcgi_param"] = 1,
            ["scgi_param"] = 1,
            ["uwsgi_param"] = 1,
        };
        string[] whole =
        [
            "access_log", "root", "alias", "error_page", "try_files", "return", "index", "map", "geo", "split_clients", "limit_req_zone", "limit_conn_zone", "limit_rate", "limit_rate_after",
            "auth_basic", "auth_basic_user_file", "expires", "secure_link", "secure_link_md5", "sub_filter", "proxy_method", "proxy_set_body",
            "fastcgi_pass", "proxy_pass", "scgi_pass", "uwsgi_pass", "grpc_pass", "memcached_pass", "ssl_certificate", "ssl_certificate_key",
            "proxy_ssl_name", "uwsgi_ssl_name", "grpc_ssl_name", "proxy_ssl_certificate", "proxy_ssl_certificate_key",
        ];
        foreach (string name in whole.Concat(new[] { "fastcgi", "proxy", "scgi", "uwsgi" }.SelectMany(prefix => new[] { "_cache", "_cache_key", "_cache_bypass", "_no_cache", "_store", "_limit_rate", "_bind" }.Select(end => prefix + end))))
        {
            first[name] = 0;
        }

        return first;
    }
}
