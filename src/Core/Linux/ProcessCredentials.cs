namespace Nginx502.Linux;

/// <summary>Who a process is to the kernel (man 7 credentials), by numbers.</summary>
/// <param name="RealUserId">Who started it.</param>
/// <param name="EffectiveUserId">Whose rights it has now.</param>
/// <param name="SavedUserId">Whose rights it can take again.</param>
/// <param name="RealGroupId">The group of who started it.</param>
/// <param name="EffectiveGroupId">The group whose rights it has now.</param>
/// <param name="SavedGroupId">The group whose rights it can take again.</param>
/// <param name="GroupIds">Its supplementary groups, as they were when it took them: later changes to /etc/group do not reach it.</param>
public sealed record ProcessCredentials(
    uint RealUserId,
    uint EffectiveUserId,
    uint SavedUserId,
    uint RealGroupId,
    uint EffectiveGroupId,
    uint SavedGroupId,
    IReadOnlyList<uint> GroupIds)
{
    /// <summary>What it may do beyond these, a bit each (man 7 capabilities); null when it was not seen.</summary>
    public ulong? EffectiveCapabilities { get; init; }
}
