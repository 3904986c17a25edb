namespace Nginx502.Linux;

/// <summary>What became of a package.</summary>
internal enum PackageAction
{
    /// <summary>It was installed.</summary>
    Installed,

    /// <summary>It was replaced by another version.</summary>
    Upgraded,

    /// <summary>It was removed.</summary>
    Removed,
}
