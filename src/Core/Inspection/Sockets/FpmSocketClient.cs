namespace Nginx502;

/// <summary>Whose rights a socket is tested with. Its texts are safe to show.</summary>
/// <param name="Source">Where it is known from.</param>
/// <param name="UserName">The user's name, or its number.</param>
/// <param name="UserId">The user's number.</param>
/// <param name="GroupNames">All groups, the main one first, by name or number.</param>
/// <param name="ProcessId">The worker of nginx; null when it is none that runs.</param>
/// <param name="RootPath">The directory that is its <c>/</c>, as this machine names it: not <c>/</c> in a chroot, a container, or with mounts of its own.</param>
/// <param name="HasOtherNetwork">True when it is in another network namespace than this process: its 127.0.0.1 is another one.</param>
public sealed record FpmSocketClient(
    FpmSocketClientSource Source,
    string UserName,
    uint UserId,
    string[] GroupNames,
    int? ProcessId,
    string RootPath,
    bool HasOtherNetwork)
{
    /// <summary>The groups that /etc/group gives the user now and that the running worker does not have: it gets them when nginx is reloaded.</summary>
    public string[] GroupNamesAfterReload { get; init; } = [];
}
