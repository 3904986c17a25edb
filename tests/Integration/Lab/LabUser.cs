using System.Globalization;

namespace Nginx502.Lab;

/// <summary>
/// The user that the workers of both servers run as. Started by root they run as the distribution's web user, as on a
/// real server; started by an ordinary user they run as that user, since only root can change who one is.
/// </summary>
/// <param name="Name">The user's name.</param>
/// <param name="Group">The name of the user's own group.</param>
/// <param name="UserId">The user's number.</param>
/// <param name="GroupId">The group's number.</param>
public sealed record LabUser(string Name, string Group, uint UserId, uint GroupId)
{
    private static readonly string[] WebUsers = ["www-data", "nginx", "http", "apache", "nobody"];

    /// <summary>True when this process is root's.</summary>
    public static bool IsRoot => Environment.IsPrivilegedProcess;

    /// <summary>Root itself.</summary>
    public static LabUser Root { get; } = new("root", "root", 0, 0);

    /// <summary>The user that workers get; null when they simply stay the ordinary user that starts them.</summary>
    public static LabUser? ForWorkers { get; } = IsRoot ? FindWebUser() : null;

    private static LabUser FindWebUser()
    {
        string[][] users = ReadTable("/etc/passwd");
        string[] user = WebUsers.Select(name => users.FirstOrDefault(fields => fields[0] == name)).FirstOrDefault(fields => fields is not null)
            ?? throw new LabException($"None of the users {string.Join(", ", WebUsers)} is in /etc/passwd, and workers must not run as root.");
        string groupName = ReadTable("/etc/group").FirstOrDefault(fields => fields[2] == user[3])?[0] ?? user[3];
        return new LabUser(user[0], groupName, Number(user[2]), Number(user[3]));
    }

    private static string[][] ReadTable(string path) =>
        [.. File.ReadLines(path).Select(line => line.Split(':')).Where(fields => fields.Length >= 4)];

    private static uint Number(string text) => uint.Parse(text, CultureInfo.InvariantCulture);
}
