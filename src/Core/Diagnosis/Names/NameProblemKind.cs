namespace Nginx502;

/// <summary>What can be wrong with a host name that nginx leads requests to. The names are stable, for scripts.</summary>
public enum NameProblemKind
{
    /// <summary>Nobody whom nginx asks at start knows the name: it refuses to start and to reload (<c>host not found in upstream</c>).</summary>
    HostNotFound,

    /// <summary>The system's resolver cannot find out now: nginx would refuse to start and to reload.</summary>
    SystemResolverFails,

    /// <summary>The name comes out of variables, or is to be asked for again and again, and no <c>resolver</c> is configured.</summary>
    NoResolver,

    /// <summary>nginx's <c>resolver</c> does not know the name.</summary>
    NotKnownToResolver,

    /// <summary>A name server of nginx's <c>resolver</c> fails, refuses, or does not answer.</summary>
    ResolverFails,

    /// <summary>nginx asks for one kind of address only, and the name has the other kind only.</summary>
    NoUsableAddress,

    /// <summary>The name servers of nginx's <c>resolver</c> give different addresses; they are asked in turn.</summary>
    ResolverServersDisagree,

    /// <summary>What nginx uses is not what the other sources say.</summary>
    SourcesDisagree,

    /// <summary>What the name leads to was changed after nginx had asked for it.</summary>
    ChangedSinceLoad,

    /// <summary>The name servers answer for a short time, and nginx keeps the answer until it is reloaded.</summary>
    KeptUntilReload,
}
