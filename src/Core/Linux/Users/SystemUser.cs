namespace Nginx502.Linux;

/// <summary>A line of /etc/passwd (man 5 passwd).</summary>
/// <param name="Name">The user's name.</param>
/// <param name="UserId">The user's number.</param>
/// <param name="GroupId">The number of the user's own group.</param>
/// <param name="HomeDirectory">The home directory.</param>
/// <param name="Shell">The shell; one such as /usr/sbin/nologin for a service.</param>
public sealed record SystemUser(string Name, uint UserId, uint GroupId, string HomeDirectory, string Shell);
