using System.Buffers.Binary;

namespace Nginx502.Linux;

/// <summary>Reads the starts and ends of the machine out of wtmp (man 5 utmp, glibc's layout on 64-bit processors).</summary>
internal static class BootRecords
{
    private const int RecordBytes = 384;
    private const int UserAt = 44;
    private const int UserBytes = 32;
    private const int HostAt = 76;
    private const int HostBytes = 256;
    private const int SecondsAt = 340;
    private const short RunLevel = 1;
    private const short BootTime = 2;

    /// <summary>The records, in the order of the file; none of a file of another layout.</summary>
    public static IReadOnlyList<BootRecord> Read(ReadOnlySpan<byte> content)
    {
        var records = new List<BootRecord>();
        if (content.Length % RecordBytes != 0)
        {
            return records;
        }

        for (; content.Length >= RecordBytes; content = content[RecordBytes..])
        {
            short type = BinaryPrimitives.ReadInt16LittleEndian(content);
            string user = Text(content.Slice(UserAt, UserBytes));
            bool isBoot = type == BootTime && user == "reboot";
            uint seconds = BinaryPrimitives.ReadUInt32LittleEndian(content[SecondsAt..]);
            if (seconds > 0 && (isBoot || (type == RunLevel && user == "shutdown")))
            {
                string kernel = Text(content.Slice(HostAt, HostBytes));
                records.Add(new BootRecord(DateTime.UnixEpoch.AddSeconds(seconds).ToLocalTime(), isBoot, kernel.Length == 0 ? null : kernel));
            }
        }

        return records;
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return SafeText.Decode(end < 0 ? field : field[..end]);
    }
}
