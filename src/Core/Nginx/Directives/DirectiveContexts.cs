namespace Nginx502.Nginx;

/// <summary>The blocks that a directive may stand in (nginx: NGX_MAIN_CONF, NGX_HTTP_LOC_CONF and the like).</summary>
[Flags]
internal enum DirectiveContexts
{
    /// <summary>None: a block of entries that are no directives, as of <c>map</c>.</summary>
    None = 0,

    /// <summary>The outermost level.</summary>
    Main = 1,

    /// <summary><c>events</c>.</summary>
    Events = 1 << 1,

    /// <summary><c>http</c>.</summary>
    Http = 1 << 2,

    /// <summary><c>server</c> of http.</summary>
    Server = 1 << 3,

    /// <summary><c>location</c>.</summary>
    Location = 1 << 4,

    /// <summary><c>upstream</c> of http.</summary>
    Upstream = 1 << 5,

    /// <summary><c>if</c> in a server.</summary>
    ServerIf = 1 << 6,

    /// <summary><c>if</c> in a location.</summary>
    LocationIf = 1 << 7,

    /// <summary><c>limit_except</c>.</summary>
    LimitExcept = 1 << 8,

    /// <summary><c>stream</c>.</summary>
    Stream = 1 << 9,

    /// <summary><c>server</c> of stream.</summary>
    StreamServer = 1 << 10,

    /// <summary><c>upstream</c> of stream.</summary>
    StreamUpstream = 1 << 11,

    /// <summary><c>mail</c>.</summary>
    Mail = 1 << 12,

    /// <summary><c>server</c> of mail.</summary>
    MailServer = 1 << 13,

    /// <summary>Every block of directives.</summary>
    Any = (1 << 14) - 1,
}
