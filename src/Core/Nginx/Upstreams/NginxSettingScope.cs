namespace Nginx502;

/// <summary>Which block a setting of nginx comes from.</summary>
public enum NginxSettingScope
{
    /// <summary>No line sets it: it is built in.</summary>
    Default,

    /// <summary>The outermost level.</summary>
    Main,

    /// <summary>The <c>http</c> block.</summary>
    Http,

    /// <summary>The <c>server</c> block.</summary>
    Server,

    /// <summary>A <c>location</c> block.</summary>
    Location,

    /// <summary>An <c>if</c> or <c>limit_except</c> block within a location or a server.</summary>
    If,

    /// <summary>The <c>upstream</c> group.</summary>
    Upstream,
}
