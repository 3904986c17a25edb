namespace Nginx502.Lab;

/// <summary>What a <see cref="LabSite"/> is to have beyond a plain site that works.</summary>
public sealed record LabSiteOptions
{
    /// <summary>What fastcgi_pass names; the pool's own endpoint when null.</summary>
    public string? FastCgiPass { get; init; }

    /// <summary>True for a pool that listens on a TCP port of 127.0.0.1, false for a unix socket.</summary>
    public bool UsesTcp { get; init; }

    /// <summary>Directives of the pool.</summary>
    public IReadOnlyDictionary<string, string> PoolDirectives { get; init; } = new Dictionary<string, string>();

    /// <summary>Directives in nginx's http block.</summary>
    public string HttpText { get; init; } = "";

    /// <summary>Directives in the server block.</summary>
    public string ServerText { get; init; } = "";

    /// <summary>Directives in the location that hands over to FastCGI.</summary>
    public string LocationText { get; init; } = "";

    /// <summary>The level of nginx's error log.</summary>
    public string ErrorLogLevel { get; init; } = "info";
}
