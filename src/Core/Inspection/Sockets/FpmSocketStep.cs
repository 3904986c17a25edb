namespace Nginx502;

/// <summary>One name on the way to a socket, and whether the client may pass it by owner, group, mode and access list. Its texts are safe to show.</summary>
/// <param name="Path">The directory, or the socket itself, without links.</param>
/// <param name="Kind">What it is: <c>Directory</c>, <c>Socket</c>, …</param>
/// <param name="OwnerName">The owner.</param>
/// <param name="GroupName">The group.</param>
/// <param name="Mode">The mode, octal: <c>0750</c>.</param>
/// <param name="AccessList">The entries of a POSIX access list, as getfacl writes them; empty without one.</param>
/// <param name="IsAllowed">True when the client may enter the directory, or write to the socket; null when there is no client.</param>
/// <param name="IsAllowedAfterReload">The same with the groups that it would get now.</param>
/// <param name="Reason">Why it may or may not, without a full stop; null when there is no client.</param>
public sealed record FpmSocketStep(
    string Path,
    string Kind,
    string OwnerName,
    string GroupName,
    string Mode,
    string[] AccessList,
    bool? IsAllowed,
    bool? IsAllowedAfterReload,
    string? Reason)
{
    /// <summary>When its owner, group, mode, access list or name was changed after its content, local time; null when that cannot be told.</summary>
    public DateTime? RightsChanged { get; init; }

    /// <summary>Who may what, in one line: <c>root:www-data 0750</c>.</summary>
    public override string ToString() => $"{Path} {OwnerName}:{GroupName} {Mode}{(AccessList.Length > 0 ? "+" : string.Empty)}";
}
