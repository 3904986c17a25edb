namespace Nginx502;

/// <summary>What keeps a user from a file.</summary>
/// <param name="Path">The file, or the directory on the way to it.</param>
/// <param name="IsDirectory">True for a directory on the way, which may not be searched.</param>
/// <param name="Reason">Why, as owner, group, mode and access list have it, a sentence without its full stop. Safe to show.</param>
public sealed record AccessObstacle(string Path, bool IsDirectory, string Reason);
