using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Says in words why a client may enter a directory or write to a socket, or may not, in the order in which the kernel decides (man 5 acl).</summary>
internal static class AccessExplanation
{
    /// <summary>The reason, without a full stop.</summary>
    /// <param name="rule">Who may what.</param>
    /// <param name="rights">The client.</param>
    /// <param name="users">Names of users and groups.</param>
    /// <param name="wanted">The right that it takes.</param>
    public static string Of(FileAccessRule rule, ClientRights rights, UserTable users, int wanted)
    {
        string user = Safe(users.UserName(rights.UserId));
        string may = rule.Allows(rights.UserId, rights.AllGroupIds, wanted) ? "may" : "may not";
        string verb = wanted == FileAccessRule.Search ? "enter it" : "write to it";
        if (rights.UserId == 0)
        {
            return $"root {may} {verb}";
        }

        if (rights.UserId == rule.OwnerId)
        {
            return $"{user} owns it, and its owner {may} {verb}";
        }

        if (rule.AccessList.Any(entry => entry.Kind == AccessEntryKind.User && entry.Id == rights.UserId))
        {
            return $"its access list names the user {user}, who {may} {verb} by it";
        }

        uint[] named =
        [
            .. rights.AllGroupIds.Where(group => group == rule.GroupId || rule.AccessList.Any(entry => entry.Kind == AccessEntryKind.Group && entry.Id == group)),
        ];
        return named.Length > 0
            ? $"{user} is in {(named.Length == 1 ? "its group" : "its groups")} {string.Join(" and ", named.Select(users.GroupName).Select(Safe))}, which {may} {verb}"
            : $"{user} is neither its owner {Safe(users.UserName(rule.OwnerId))} nor in its group {Safe(users.GroupName(rule.GroupId))}, and others {may} {verb}";
    }

    /// <summary>An access list as getfacl writes it.</summary>
    public static IReadOnlyList<string> ListOf(FileAccessRule rule, UserTable users) =>
    [
        .. rule.AccessList.Select(entry =>
            entry.Kind switch
            {
                AccessEntryKind.Owner => "user::",
                AccessEntryKind.User => $"user:{Safe(users.UserName(entry.Id!.Value))}:",
                AccessEntryKind.OwningGroup => "group::",
                AccessEntryKind.Group => $"group:{Safe(users.GroupName(entry.Id!.Value))}:",
                AccessEntryKind.Mask => "mask::",
                _ => "other::",
            } + Letters(entry.Rights)),
    ];

    private static string Letters(int rights) => string.Concat(
        (rights & FileAccessRule.Read) != 0 ? 'r' : '-', (rights & FileAccessRule.Write) != 0 ? 'w' : '-', (rights & FileAccessRule.Search) != 0 ? 'x' : '-');

    private static string Safe(string name) => SafeText.Escape(name);
}
