using System.Globalization;

namespace Nginx502.Inspection;

/// <summary>A process that waits for a lock on a file.</summary>
/// <param name="ProcessId">Who waits.</param>
/// <param name="HolderProcessId">Who took the lock; null where the kernel does not tell, as across containers.</param>
/// <param name="DeviceMajor">The device of the file.</param>
/// <param name="DeviceMinor">The device of the file.</param>
/// <param name="Inode">The number of the file there.</param>
internal sealed record KernelLock(int ProcessId, int? HolderProcessId, uint DeviceMajor, uint DeviceMinor, ulong Inode)
{
    /// <summary>
    /// Those that wait, from /proc/locks (man 5 proc_locks): a held lock is followed by those that wait for it, each with an arrow.
    /// <c>2: FLOCK ADVISORY WRITE 24923 fe:00:11710812 0 EOF</c>, <c>2: -> FLOCK ADVISORY WRITE 24988 fe:00:11710812 0 EOF</c>.
    /// </summary>
    public static IReadOnlyList<KernelLock> Parse(string text)
    {
        var waiting = new List<KernelLock>();
        (string Number, int? ProcessId) held = (string.Empty, null);
        foreach (string line in text.Split('\n'))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            bool waits = words.Length > 1 && words[1] == "->";
            string[] fields = words.Length > 1 ? words[(waits ? 2 : 1)..] : [];
            if (fields.Length < 5 || !int.TryParse(fields[3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int processId))
            {
                continue;
            }

            if (!waits)
            {
                held = (words[0], processId > 0 ? processId : null);
            }
            else if (ParseFile(fields[4]) is { } file)
            {
                waiting.Add(new KernelLock(processId, words[0] == held.Number ? held.ProcessId : null, file.Major, file.Minor, file.Inode));
            }
        }

        return waiting;
    }

    // fe:00:11710812: the device in hexadecimal digits, the inode in decimal ones.
    private static (uint Major, uint Minor, ulong Inode)? ParseFile(string text)
    {
        string[] parts = text.Split(':');
        return parts.Length == 3
            && uint.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint major)
            && uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint minor)
            && ulong.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out ulong inode)
            ? (major, minor, inode)
            : null;
    }
}
