namespace Nginx502;

/// <summary>What upstream errors can be counted by.</summary>
public enum NginxUpstreamErrorProperty
{
    /// <summary>What nginx saw.</summary>
    Symptom,

    /// <summary>Scheme and peer of the upstream, or the group's name.</summary>
    Upstream,

    /// <summary>The FastCGI endpoint.</summary>
    Endpoint,

    /// <summary>The virtual server's first name.</summary>
    Server,

    /// <summary>The Host that visitors asked for.</summary>
    Host,

    /// <summary>The visitor's address.</summary>
    Client,

    /// <summary>The request's path, without the query string.</summary>
    RequestUri,
}
