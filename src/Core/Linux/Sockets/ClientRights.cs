namespace Nginx502.Linux;

/// <summary>Whose rights a connection is made with.</summary>
/// <param name="UserId">The user.</param>
/// <param name="GroupId">The main group.</param>
/// <param name="GroupIds">The supplementary groups.</param>
/// <param name="Capabilities">What it may do beyond these, a bit each (man 7 capabilities): 0 for an ordinary process.</param>
internal sealed record ClientRights(uint UserId, uint GroupId, IReadOnlyList<uint> GroupIds, ulong Capabilities)
{
    private const ulong All = ulong.MaxValue;

    /// <summary>Those of a process that takes up a user now: all that there is for root, nothing beyond for others.</summary>
    public static ClientRights Of(uint userId, IReadOnlyList<uint> groupIds) => new(userId, groupIds[0], [.. groupIds.Skip(1)], userId == 0 ? All : 0);

    /// <summary>All groups, the main one first.</summary>
    public IReadOnlyList<uint> AllGroupIds => [GroupId, .. GroupIds.Where(group => group != GroupId)];
}
