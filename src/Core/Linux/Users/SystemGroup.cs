namespace Nginx502.Linux;

/// <summary>A line of /etc/group (man 5 group).</summary>
/// <param name="Name">The group's name.</param>
/// <param name="GroupId">The group's number.</param>
/// <param name="Members">The users that are named in it; those whose own group it is are not.</param>
public sealed record SystemGroup(string Name, uint GroupId, IReadOnlyList<string> Members);
