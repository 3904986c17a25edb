namespace Nginx502.Linux;

/// <summary>A hierarchy of control groups that is mounted here: the one of version 2, or one of version 1 with its controllers.</summary>
/// <param name="MountPoint">Where it is.</param>
/// <param name="Root">The group that is shown there as the outermost: not <c>/</c> in a container that sees a part.</param>
/// <param name="IsUnified">True for version 2.</param>
/// <param name="Controllers">The controllers of version 1.</param>
internal sealed record ControlGroupHierarchy(string MountPoint, string Root, bool IsUnified, IReadOnlyList<string> Controllers)
{
    /// <summary>The hierarchies of a mount table.</summary>
    public static IReadOnlyList<ControlGroupHierarchy> Of(IEnumerable<MountEntry> mounts) =>
    [
        .. mounts.Where(mount => mount.FileSystem is "cgroup" or "cgroup2")
            .Select(mount => new ControlGroupHierarchy(mount.MountPoint, mount.Root, mount.FileSystem == "cgroup2", mount.FileSystemOptions)),
    ];

    /// <summary>
    /// The directories of a group and of those above it, its own first, each with the group's name. None when the group is outside of what is
    /// shown here.
    /// </summary>
    /// <param name="path">The group, as <c>/proc/PID/cgroup</c> has it.</param>
    public IEnumerable<(string Path, string Directory)> Upwards(string path)
    {
        // Docker's version 1 shows a container its own group as the outermost and calls it by its whole name.
        bool isBelowRoot = Root != "/" && (path == Root || path.StartsWith(Root + "/", StringComparison.Ordinal));
        string shown = (isBelowRoot ? path[Root.Length..] : path).TrimEnd('/');
        if (shown.Split('/').Contains(".."))
        {
            yield break;
        }

        for (string group = shown; ; group = group[..group.LastIndexOf('/')])
        {
            yield return (group.Length == 0 ? "/" : group, MountPoint.TrimEnd('/') + group);
            if (group.Length == 0)
            {
                yield break;
            }
        }
    }
}
