namespace Nginx502.Lab;

/// <summary>What a <see cref="LabSite"/> is to have beyond a plain site that works; of its <see cref="Others"/>, what one host is to have.</summary>
public sealed record LabSiteOptions
{
    /// <summary>The name of the host's pool.</summary>
    public string PoolName { get; init; } = "www";

    /// <summary>The host's server_name.</summary>
    public string ServerName { get; init; } = NginxConfiguration.ServerName;

    /// <summary>The name of the pool's socket, below <see cref="LabDirectory.Run"/>.</summary>
    public string SocketName { get; init; } = "php-fpm.sock";

    /// <summary>What fastcgi_pass names; the pool's own endpoint when null.</summary>
    public string? FastCgiPass { get; init; }

    /// <summary>The directive that hands over, such as <c>proxy_pass http://127.0.0.1:9000</c>; <c>fastcgi_pass</c> when null.</summary>
    public string? Pass { get; init; }

    /// <summary>True for a pool that listens on a TCP port of 127.0.0.1, false for a unix socket.</summary>
    public bool UsesTcp { get; init; }

    /// <summary>The address that a pool with TCP listens on.</summary>
    public string TcpAddress { get; init; } = "127.0.0.1";

    /// <summary>Directives of the pool.</summary>
    public IReadOnlyDictionary<string, string> PoolDirectives { get; init; } = new Dictionary<string, string>();

    /// <summary>Directives in nginx's http block.</summary>
    public string HttpText { get; init; } = "";

    /// <summary>Directives in the server block.</summary>
    public string ServerText { get; init; } = "";

    /// <summary>Directives in the location that hands over to FastCGI.</summary>
    public string LocationText { get; init; } = "";

    /// <summary>What lives as long as the site.</summary>
    public IReadOnlyList<IDisposable> Kept { get; init; } = [];

    /// <summary>Further hosts, each with a server block and a pool of its own, in the same nginx and php-fpm. What is below is not looked at in them.</summary>
    public IReadOnlyList<LabSiteOptions> Others { get; init; } = [];

    /// <summary>Directives of nginx outside of all blocks.</summary>
    public string MainText { get; init; } = "";

    /// <summary>How many connections one worker of nginx may have.</summary>
    public int WorkerConnections { get; init; } = 256;

    /// <summary>The level of nginx's error log.</summary>
    public string ErrorLogLevel { get; init; } = "info";

    /// <summary>The file of nginx's error log; one below <see cref="LabDirectory.Logs"/> when null.</summary>
    public string? ErrorLogPath { get; init; }

    /// <summary>The log_format of the access log.</summary>
    public string AccessLogFormat { get; init; } = NginxConfiguration.AccessLogFormat;

    /// <summary>Directives of php-fpm's [global] section.</summary>
    public IReadOnlyDictionary<string, string> FpmDirectives { get; init; } = new Dictionary<string, string>();

    /// <summary>Further arguments of php-fpm.</summary>
    public IReadOnlyList<string> FpmArguments { get; init; } = [];

    /// <summary>A command that becomes php-fpm, which is given to it as further arguments: <c>unshare -m</c>.</summary>
    public IReadOnlyList<string> FpmThrough { get; init; } = [];

    /// <summary>A command that becomes nginx, which is given to it as further arguments.</summary>
    public IReadOnlyList<string> NginxThrough { get; init; } = [];

    /// <summary>True where visitors come by a unix socket, since they cannot reach nginx's network.</summary>
    public bool IsVisitedByUnixSocket { get; init; }
}
