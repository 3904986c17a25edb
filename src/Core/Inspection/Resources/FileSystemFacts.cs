namespace Nginx502;

/// <summary>A file system to which nginx or php-fpm write, as they see it. Its texts are safe to show.</summary>
/// <param name="MountPoint">Where it is mounted; the first path when that was not seen.</param>
/// <param name="FileSystem">Its kind, <c>ext4</c>; null when it was not seen.</param>
/// <param name="Paths">The paths on it that matter.</param>
/// <param name="Uses">What they are for: <c>logs of nginx</c>.</param>
/// <param name="TotalBytes">Its size.</param>
/// <param name="FreeBytes">What is free, that which is kept for root among it.</param>
/// <param name="AvailableBytes">What others than root can still write.</param>
/// <param name="TotalInodes">How many files it can hold; 0 where it sets no number.</param>
/// <param name="FreeInodes">How many more.</param>
/// <param name="IsReadOnly">True when nothing can be written to it there.</param>
public sealed record FileSystemFacts(
    string MountPoint,
    string? FileSystem,
    string[] Paths,
    string[] Uses,
    long TotalBytes,
    long FreeBytes,
    long AvailableBytes,
    long TotalInodes,
    long FreeInodes,
    bool IsReadOnly)
{
    /// <summary>The use of a file system that holds what nginx logs.</summary>
    internal const string NginxLogs = "logs of nginx";

    /// <summary>The use of one that holds what nginx buffers.</summary>
    internal const string NginxTemporary = "temporary files of nginx";

    /// <summary>The use of one that holds what php-fpm logs.</summary>
    internal const string FpmLogs = "logs of php-fpm";

    /// <summary>The use of one that holds sessions of PHP.</summary>
    internal const string Sessions = "sessions";

    /// <summary>The use of one that holds uploads until they are taken.</summary>
    internal const string Uploads = "uploads";
}
