using System.Globalization;
using System.Text;

namespace Nginx502.Linux;

/// <summary>One line of /proc/PID/mountinfo (man 5 proc_pid_mountinfo).</summary>
/// <param name="MountId">The mount's number.</param>
/// <param name="MountPoint">Where it is, as the process sees it.</param>
/// <param name="Options">The options of the mount: <c>rw</c>, <c>nosuid</c>.</param>
/// <param name="FileSystem">The kind of file system.</param>
/// <param name="IsReadOnly">True when the mount or its file system is read-only.</param>
internal sealed record MountEntry(ulong MountId, string MountPoint, IReadOnlyList<string> Options, string FileSystem, bool IsReadOnly)
{
    /// <summary>The directory of the file system that is its root: not <c>/</c> for a part that was bound.</summary>
    public string Root { get; init; } = "/";

    /// <summary>The options of the file system: the controllers of a hierarchy of control groups.</summary>
    public IReadOnlyList<string> FileSystemOptions { get; init; } = [];

    /// <summary>Reads the lines; those that are none are passed over.</summary>
    public static IReadOnlyList<MountEntry> Parse(ReadOnlySpan<byte> mountInfo)
    {
        var entries = new List<MountEntry>();
        foreach (string line in FileNameText.Decode(mountInfo).Split('\n'))
        {
            // Behind the options come fields of any number, then a dash, then the kind, the source and the file system's options.
            string[] fields = line.Split(' ');
            int dash = Array.IndexOf(fields, "-");
            if (dash >= 6 && fields.Length > dash + 3 && ulong.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong id))
            {
                string[] options = fields[5].Split(',');
                string[] fileSystemOptions = fields[dash + 3].Split(',');
                bool isReadOnly = options.Contains("ro") || fileSystemOptions.Contains("ro");
                entries.Add(new MountEntry(id, Unescape(fields[4]), options, fields[dash + 1], isReadOnly) { Root = Unescape(fields[3]), FileSystemOptions = fileSystemOptions });
            }
        }

        return entries;
    }

    // Blanks, line ends and backslashes are written as three octal digits.
    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (int at = 0; at < text.Length; at++)
        {
            bool isEscape = text[at] == '\\' && at + 3 < text.Length && text.AsSpan(at + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0;
            plain.Append(isEscape ? (char)Convert.ToInt32(text.Substring(at + 1, 3), 8) : text[at]);
            at += isEscape ? 3 : 0;
        }

        return plain.ToString();
    }
}
