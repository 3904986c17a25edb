using System.Globalization;
using System.Text;

namespace Nginx502.Linux;

/// <summary>What is counted of processes, without opening more of /proc than a count takes.</summary>
internal static class ProcessCounts
{
    // pid (comm) state ppid pgrp session tty_nr tpgid flags minflt cminflt majflt cmajflt utime stime cutime cstime priority nice num_threads
    private const int ThreadsField = 17;

    /// <summary>
    /// How many descriptors a process has. Linux tells it as the length of the directory since 6.2, which any user may ask; before, they are
    /// counted, which only its own user and root may.
    /// </summary>
    public static long? Descriptors(string procRoot, int processId)
    {
        string directory = string.Create(CultureInfo.InvariantCulture, $"{procRoot}/{processId}/fd");
        if (FileStatus.TryRead(directory, out FileStatus status) && status.Length > 0)
        {
            return status.Length;
        }

        try
        {
            return Directory.EnumerateFileSystemEntries(directory).LongCount();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>How many processes and threads each user has, by the user's number: what RLIMIT_NPROC counts.</summary>
    public static IReadOnlyDictionary<uint, long> TasksByUser(string procRoot)
    {
        var counts = new Dictionary<uint, long>();
        foreach (int processId in ProcessTable.Ids())
        {
            string directory = string.Create(CultureInfo.InvariantCulture, $"{procRoot}/{processId}");
            if (FileStatus.TryRead(directory, out FileStatus status) && ReadStat(directory) is { } stat)
            {
                counts[status.OwnerId] = counts.GetValueOrDefault(status.OwnerId) + Threads(stat);
            }
        }

        return counts;
    }

    /// <summary>The number of threads in a process's <c>stat</c>; 1 when it does not tell.</summary>
    internal static long Threads(ReadOnlySpan<byte> stat)
    {
        string text = Encoding.UTF8.GetString(stat);
        string[] fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > ThreadsField && long.TryParse(fields[ThreadsField], NumberStyles.None, CultureInfo.InvariantCulture, out long threads) ? threads : 1;
    }

    private static byte[]? ReadStat(string directory)
    {
        try
        {
            return File.ReadAllBytes(directory + "/stat");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
