namespace Nginx502;

/// <summary>When nginx asks for a host name of its configuration.</summary>
public enum NameLookup
{
    /// <summary>Once, when it reads its configuration: the system's resolver, at start and at each reload. Without an answer it does not start.</summary>
    AtLoad,

    /// <summary>Again and again while it runs, of its <c>resolver</c>: the <c>server</c> line says <c>resolve</c>.</summary>
    WhileRunning,

    /// <summary>When a request needs it, of its <c>resolver</c>: the name comes out of variables.</summary>
    PerRequest,
}
