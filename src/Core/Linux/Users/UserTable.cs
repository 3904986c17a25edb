using System.Globalization;

namespace Nginx502.Linux;

/// <summary>
/// The users and groups of a tree of files, from its /etc/passwd and /etc/group: a container's own. Users of a directory service
/// are not in these files; their numbers are known all the same.
/// </summary>
public sealed class UserTable
{
    private readonly IReadOnlyList<SystemUser> _users;
    private readonly IReadOnlyList<SystemGroup> _groups;

    private UserTable(IReadOnlyList<SystemUser> users, IReadOnlyList<SystemGroup> groups) => (_users, _groups) = (users, groups);

    /// <summary>Reads the files of a tree; what cannot be read is empty.</summary>
    public static UserTable Read(FileTree files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Parse(files.ReadText("/etc/passwd", out _) ?? string.Empty, files.ReadText("/etc/group", out _) ?? string.Empty);
    }

    internal static UserTable Parse(string passwd, string group) => new(
        Lines(passwd, 7).Where(fields => TryNumber(fields[2], out _) && TryNumber(fields[3], out _))
            .Select(fields => new SystemUser(fields[0], Number(fields[2]), Number(fields[3]), fields[5], fields[6])).ToArray(),
        Lines(group, 4).Where(fields => TryNumber(fields[2], out _))
            .Select(fields => new SystemGroup(fields[0], Number(fields[2]), fields[3].Split(',', StringSplitOptions.RemoveEmptyEntries))).ToArray());

    /// <summary>All users, in the order of the file.</summary>
    public IReadOnlyList<SystemUser> Users => _users;

    /// <summary>All groups, in the order of the file.</summary>
    public IReadOnlyList<SystemGroup> Groups => _groups;

    /// <summary>The user of a name; null when there is none.</summary>
    public SystemUser? User(string name) => _users.FirstOrDefault(user => user.Name == name);

    /// <summary>The first user of a number; null when there is none.</summary>
    public SystemUser? User(uint userId) => _users.FirstOrDefault(user => user.UserId == userId);

    /// <summary>The group of a name; null when there is none.</summary>
    public SystemGroup? Group(string name) => _groups.FirstOrDefault(group => group.Name == name);

    /// <summary>The first group of a number; null when there is none.</summary>
    public SystemGroup? Group(uint groupId) => _groups.FirstOrDefault(group => group.GroupId == groupId);

    /// <summary>The user's name, or the number where it has none.</summary>
    public string UserName(uint userId) => User(userId)?.Name ?? userId.ToString(CultureInfo.InvariantCulture);

    /// <summary>The group's name, or the number where it has none.</summary>
    public string GroupName(uint groupId) => Group(groupId)?.Name ?? groupId.ToString(CultureInfo.InvariantCulture);

    /// <summary>The numbers of a user's groups, its own first: those that a process gets which takes the user up now (man 3 initgroups).</summary>
    public IReadOnlyList<uint> GroupIdsOf(SystemUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return [.. _groups.Where(group => group.Members.Contains(user.Name)).Select(group => group.GroupId).Prepend(user.GroupId).Distinct()];
    }

    private static IEnumerable<string[]> Lines(string text, int fields) => text.Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.TrimEnd('\r').Split(':'))
        .Where(parts => parts.Length == fields && parts[0].Length > 0 && parts[0][0] is not ('+' or '-'));

    private static bool TryNumber(string text, out uint number) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static uint Number(string text) => TryNumber(text, out uint number) ? number : uint.MaxValue;
}
