namespace Nginx502.Nginx;

/// <summary>Says which directives nginx's own modules do not know, and which ones may have been meant.</summary>
/// <param name="configuration">The configuration.</param>
/// <param name="report">Takes what is found.</param>
internal sealed class UnknownDirectives(NginxConfiguration configuration, CheckReport report)
{
    // nginx's own modules that distributions build as files of their own.
    private static readonly string[] OwnModules =
    [
        "ngx_http_geoip_module", "ngx_http_image_filter_module", "ngx_http_perl_module", "ngx_http_xslt_filter_module", "ngx_mail_module",
        "ngx_stream_module", "ngx_stream_geoip_module",
    ];

    // What well-known modules of others begin with: they are often built in, so that no line of the configuration tells of them.
    private static readonly string[] ForeignPrefixes =
    [
        "lua_", "more_", "echo", "js_", "njs_", "brotli", "zstd", "vhost_traffic_status", "fancyindex", "pagespeed", "modsecurity", "passenger", "nchan",
        "push_stream", "upload_", "headers_", "set_", "geoip2", "encrypted_session", "redis", "srcache", "memc_", "drizzle", "postgres", "array_",
        "iconv", "rds_", "xss_", "form_input", "testcookie", "naxsi", "cache_purge", "fastcgi_cache_purge", "proxy_cache_purge", "rtmp", "vod_", "dav_ext",
        "check", "dyups", "auth_jwt", "auth_pam", "auth_ldap", "auth_spnego", "otel", "opentracing", "opentelemetry", "acme", "status_zone", "api", "health_check", "keyval",
        "zone_sync", "match", "slow_start", "ntlm", "queue", "state", "session_log", "f4f", "hls", "internal_redirect", "mgmt", "oidc",
    ];

    private static readonly string[] ForeignMarks = ["_by_lua", "_by_php", "_by_njs"];

    private readonly bool _loadsForeignModule = configuration.Main
        .Any(directive => directive.Name == "load_module" && directive.ArgumentCount > 0 && IsForeign(directive.Argument(0)));

    private bool _hasForeignDirective;

    /// <summary>True when a module that is not known here may bring directives and variables.</summary>
    public bool MayBeForeign => _loadsForeignModule || _hasForeignDirective;

    /// <summary>Says that a directive is not known.</summary>
    public void Say(SyntaxDirective directive, DirectiveContexts context)
    {
        string name = directive.Name;
        bool isKnownElsewhere = directive.Known is not null;
        string? meant = isKnownElsewhere ? null : Nearest(name, context);
        bool isForeign = !isKnownElsewhere && (_loadsForeignModule || (meant is null && IsForeignName(name)));
        _hasForeignDirective |= isForeign;
        string advice = isKnownElsewhere ? $"nginx {configuration.Options.Version} does not know it: other releases do."
            : meant is not null ? $"\"{meant}\" may have been meant."
            : isForeign ? "It is not one of nginx's own: a module has to bring it, built in or by load_module."
            : MissingSemicolon.AdviceFor(directive) ?? "Correct its spelling, or load the module that brings it.";
        report.Add(isForeign ? Severity.Warning : Severity.Error, directive, 0, "UnknownDirective", $"unknown directive \"{name}\"", advice);
    }

    private static bool IsForeignName(string name) =>
        ForeignPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) || ForeignMarks.Any(mark => name.Contains(mark, StringComparison.Ordinal));

    private static bool IsForeign(string module) => !OwnModules.Contains(Path.GetFileNameWithoutExtension(module), StringComparer.Ordinal);

    // The name of this place with the fewest letters to change, at most two, and fewer in short names.
    private static string? Nearest(string name, DirectiveContexts context)
    {
        int least = Math.Min(2, name.Length / 3) + 1;
        string? nearest = null;
        foreach (DirectiveName known in DirectiveTable.Names)
        {
            if (Math.Abs(known.Text.Length - name.Length) < least && known.Definitions.Any(definition => (definition.Contexts & context) != 0)
                && Distance(known.Text, name) is int distance && distance < least)
            {
                (nearest, least) = (known.Text, distance);
            }
        }

        return nearest;
    }

    // Letters to put in, take out or exchange (Levenshtein), neighbours that changed places counting as one.
    private static int Distance(string left, string right)
    {
        int[,] cost = new int[left.Length + 1, right.Length + 1];
        for (int row = 0; row <= left.Length; row++)
        {
            for (int column = 0; column <= right.Length; column++)
            {
                if (row == 0 || column == 0)
                {
                    cost[row, column] = row + column;
                    continue;
                }

                int exchange = left[row - 1] == right[column - 1] ? 0 : 1;
                cost[row, column] = Math.Min(cost[row - 1, column - 1] + exchange, Math.Min(cost[row - 1, column], cost[row, column - 1]) + 1);
                bool isSwapped = row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
                cost[row, column] = isSwapped ? Math.Min(cost[row, column], cost[row - 2, column - 2] + 1) : cost[row, column];
            }
        }

        return cost[left.Length, right.Length];
    }
}
