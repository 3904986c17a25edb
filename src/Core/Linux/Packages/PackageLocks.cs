namespace Nginx502.Linux;

/// <summary>The locks that package managers hold while they work. They are asked for, and never taken.</summary>
internal static class PackageLocks
{
    /// <summary>Those of dpkg, rpm (old and new place) and apk.</summary>
    public static IReadOnlyList<string> Usual { get; } =
    [
        "/var/lib/dpkg/lock-frontend", "/var/lib/dpkg/lock", "/var/lib/rpm/.rpm.lock", "/usr/lib/sysimage/rpm/.rpm.lock", "/lib/apk/db/lock",
    ];

    /// <summary>Who holds the first of some locks that is held; null when nobody holds one.</summary>
    /// <param name="paths">The locks.</param>
    public static PackageManagerWork? Holder(IReadOnlyList<string> paths)
    {
        foreach (string path in paths)
        {
            if (RecordLock.HolderOf(path) is { } holder)
            {
                string? program = holder > 0 && ProcessTable.ReadOne(ProcessTable.DefaultRoot, holder)?.Title is { Length: > 0 } title ? SafeText.Escape(title.Split(' ')[0]) : null;
                return new PackageManagerWork(path, holder > 0 ? holder : null, program);
            }
        }

        return null;
    }
}
