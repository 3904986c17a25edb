namespace Nginx502;

/// <summary>Where it is known from whose rights a socket is tested with.</summary>
public enum FpmSocketClientSource
{
    /// <summary>A worker of nginx that runs: its user, and the groups that it really has.</summary>
    NginxWorker,

    /// <summary>nginx's configuration, since no worker runs: its user, with the groups that it would get now.</summary>
    NginxConfiguration,

    /// <summary>The caller named the user; its groups are those that it would get now.</summary>
    AsUser,
}
