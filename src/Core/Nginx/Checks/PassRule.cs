namespace Nginx502.Nginx;

/// <summary>What <c>*_pass</c> may name, and where (nginx: ngx_http_proxy_pass, ngx_http_fastcgi_pass and the like).</summary>
internal sealed class PassRule(CheckReport report, GroupRule groups) : DirectiveRule(report)
{
    private readonly Dictionary<string, UpstreamProtocol> _protocols = SettingCatalogue.For(version: null).ToDictionary(catalogue => catalogue.PassName.Text, catalogue => catalogue.Protocol);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; } = ["fastcgi_pass", "proxy_pass", "uwsgi_pass", "scgi_pass", "grpc_pass", "memcached_pass"];

    /// <inheritdoc/>
    public override void Check(CheckedBlock block, SyntaxDirective directive)
    {
        string value = directive.Argument(0);
        if (block.Context == DirectiveContexts.StreamServer || (directive.ArgumentWord(0).HasDollar && VariableText.HasVariable(value)))
        {
            return;
        }

        UpstreamProtocol protocol = _protocols[directive.Name];
        PassTarget target = PassTarget.Parse(protocol, value);
        if (target.Error is { } error)
        {
            string advice = protocol == UpstreamProtocol.Http ? "Write http:// or https:// and a host, or unix:/path: behind it." : "Write unix:/path, host:port, or the name of a group, without http:// and path.";
            Report.Error(directive, 1, "InvalidAddress", error, advice);
            return;
        }

        bool isInPattern = block.Context is DirectiveContexts.LocationIf or DirectiveContexts.LimitExcept || block.Location?.Kind is LocationKind.Pattern or LocationKind.Named;
        if (target.Address.Uri.Length > 0 && isInPattern)
        {
            Report.Error(
                directive,
                1,
                "UriNotAllowed",
                "\"proxy_pass\" cannot have URI part in location given by regular expression, or inside named location, or inside \"if\" statement, or inside \"limit_except\" block",
                "Take away what stands behind the host and port, or use rewrite.");
            return;
        }

        if (protocol != UpstreamProtocol.Http && target.Address is { IsUnixSocket: true } && target.Address.Host.EndsWith(':'))
        {
            Report.Warning(directive, 1, "ColonInPath", $"the colon is a part of the path \"{target.Address.Host}\"", "Take the colon away: only proxy_pass ends a path with one.");
        }

        groups.AddHost(directive, target.Address);
    }
}
