namespace Nginx502.Nginx;

/// <summary>Reads the servers that requests go to (nginx: src/http/ngx_http_upstream.c, ngx_http_upstream_server).</summary>
internal static class UpstreamServerReader
{
    private const int DefaultPort = 80;
    private static readonly TimeSpan DefaultFailTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A <c>server</c> of a group.</summary>
    public static NginxUpstreamServer Read(SyntaxDirective directive)
    {
        NginxAddress address = NginxAddress.Parse(directive.Argument(0), DefaultPort, allowsUri: false);
        NginxUpstreamServer server = Plain(address, directive.Argument(0), directive);
        for (int index = 1; index < directive.ArgumentCount; index++)
        {
            server = Apply(server, directive.Argument(index));
        }

        return server;
    }

    /// <summary>The address that a <c>*_pass</c> names itself.</summary>
    public static NginxUpstreamServer Plain(NginxAddress address, string text, SyntaxDirective directive) => new(
        ArgumentMask.MaskCredentials(SafeText.Escape(address.Error is null ? address.Text : text)),
        address.Endpoint,
        Weight: 1,
        MaxFails: 1,
        DefaultFailTimeout,
        MaxConnections: 0,
        IsBackup: false,
        IsDown: false,
        Resolves: false,
        directive.File.Path,
        directive.LineNumber);

    // What nginx does not take changes nothing here: the check says so.
    private static NginxUpstreamServer Apply(NginxUpstreamServer server, string parameter)
    {
        int equals = parameter.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? parameter : parameter[..equals];
        ReadOnlySpan<char> value = equals < 0 ? [] : parameter.AsSpan(equals + 1);
        bool isNumber = NginxSize.TryParseNumber(value, out long number) && number <= int.MaxValue;
        return name switch
        {
            "weight" when isNumber => server with { Weight = (int)number },
            "max_fails" when isNumber => server with { MaxFails = (int)number },
            "max_conns" when isNumber => server with { MaxConnections = (int)number },
            "fail_timeout" when NginxTime.TryParseSeconds(value, out long seconds) && seconds < TimeSpan.MaxValue.TotalSeconds =>
                server with { FailTimeout = TimeSpan.FromSeconds((double)seconds) },
            "backup" => server with { IsBackup = true },
            "down" => server with { IsDown = true },
            "resolve" => server with { Resolves = true },
            _ => server,
        };
    }
}
