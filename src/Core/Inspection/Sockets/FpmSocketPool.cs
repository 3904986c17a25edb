namespace Nginx502;

/// <summary>The pool that is configured where a socket is tested. Its texts are safe to show.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="ConfigurationPath">Its file.</param>
/// <param name="IsNameUnique">True when no other pool of the machine has its name.</param>
/// <param name="IsRunning">True when its php-fpm runs.</param>
/// <param name="ListenBacklog">listen.backlog: how many connections are to wait at most; below 0 for as many as the kernel lets.</param>
/// <param name="ListenAclUsers">listen.acl_users.</param>
/// <param name="ListenAclGroups">listen.acl_groups.</param>
/// <param name="ListenAllowedClients">listen.allowed_clients: the addresses that it answers; empty for all.</param>
public sealed record FpmSocketPool(
    string Pool,
    string ConfigurationPath,
    bool IsNameUnique,
    bool IsRunning,
    int ListenBacklog,
    string[] ListenAclUsers,
    string[] ListenAclGroups,
    string[] ListenAllowedClients)
{
    /// <summary>slowlog: where slow requests are written; null when it is not set.</summary>
    public string? SlowLog { get; init; }

    internal static FpmSocketPool Of(FpmPool pool, IEnumerable<FpmPool> all) => new(
        pool.Pool,
        pool.ConfigurationPath,
        all.Count(other => other.Pool == pool.Pool) == 1,
        pool.IsRunning,
        pool.ListenBacklog,
        pool.ListenAclUsers,
        pool.ListenAclGroups,
        pool.ListenAllowedClients)
    {
        SlowLog = pool.GetSetting("slowlog") is { Value: { Length: > 0 } path } ? path : null,
    };
}
