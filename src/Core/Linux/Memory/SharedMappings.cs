using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>The memory for sharing that a process has mapped: opcache's, APCu's, php-fpm's scoreboard. Its whole size, filled or not.</summary>
internal static class SharedMappings
{
    private const int MaximumBytes = 4 * 1024 * 1024;

    // mmap without a file, System V, shm_open, memfd_create (php-src: ext/opcache/shared_alloc_*.c).
    private static readonly string[] Names = ["/dev/zero", "/SYSV", "/dev/shm/", "/memfd:"];

    /// <summary>Its size in bytes; null when this user may not see it.</summary>
    public static long? Read(string procRoot, int processId)
    {
        try
        {
            using SafeFileHandle handle = File.OpenHandle(
                Path.Combine(procRoot, processId.ToString(CultureInfo.InvariantCulture), "maps"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return BoundedFile.Read(handle, MaximumBytes) is { } maps ? Sum(FileNameText.Decode(maps)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The sum of the mappings in the text of <c>maps</c>.</summary>
    public static long Sum(string maps)
    {
        const int fieldCount = 6;
        long sum = 0;
        foreach (string line in maps.Split('\n'))
        {
            string[] fields = line.Split(' ', fieldCount, StringSplitOptions.RemoveEmptyEntries);
            string[] range = fields.Length == fieldCount ? fields[0].Split('-') : [];
            if (range.Length == 2 && fields[1].EndsWith('s') && Names.Any(name => fields[5].StartsWith(name, StringComparison.Ordinal))
                && ulong.TryParse(range[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong start)
                && ulong.TryParse(range[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong end)
                && end > start)
            {
                sum += (long)(end - start);
            }
        }

        return sum;
    }
}
