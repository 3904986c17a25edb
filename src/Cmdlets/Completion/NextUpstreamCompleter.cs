namespace Nginx502.Completion;

/// <summary>Completes the words of fastcgi_next_upstream (ngx_http_fastcgi_module.c, ngx_http_fastcgi_next_upstream_masks).</summary>
public sealed class NextUpstreamCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Text, string Description)> Values(GatewayTarget target, string parameterName) =>
    [
        ("error", "no connection, or one that broke"),
        ("timeout", "no answer in time"),
        ("invalid_header", "an answer that is none"),
        ("http_403", "an answer with status 403"),
        ("http_404", "an answer with status 404"),
        ("http_429", "an answer with status 429"),
        ("http_500", "an answer with status 500"),
        ("http_503", "an answer with status 503"),
        ("non_idempotent", "also requests that may have done something, such as POST"),
        ("updating", "a stale cached answer while another request fetches a new one"),
        ("off", "never another server"),
    ];
}
