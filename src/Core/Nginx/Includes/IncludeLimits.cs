namespace Nginx502.Nginx;

/// <summary>
/// How much of a configuration is read. nginx itself stops when it has no descriptors left, or no memory; who reads what strangers
/// wrote must stop before.
/// </summary>
internal static class IncludeLimits
{
    /// <summary>How deep files may include each other.</summary>
    public const int MaxDepth = 64;

    /// <summary>How many files are read.</summary>
    public const int MaxFiles = 50_000;

    /// <summary>How many bytes are read.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;

    /// <summary>How many directives one block may get from what it includes.</summary>
    public const int MaxExpanded = 1_000_000;
}
