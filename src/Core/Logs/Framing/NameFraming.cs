namespace Nginx502.Logs;

/// <summary>
/// <c>nginx-7c5d nginx …</c>, as <c>stern</c> prints it, and <c>[nginx] …</c>: names that any text could begin with. They count
/// only before what begins like a record, or like a time stamped before one.
/// </summary>
internal static class NameFraming
{
    // A pod's and a container's name have at most 253 and 63 letters.
    private const int MaxPrefix = 320;

    /// <summary>Removes the names; false when there are none.</summary>
    public static bool TryRemove(ref ReadOnlySpan<byte> line)
    {
        int length = line.StartsWith("["u8) ? BracketedLength(line) : PodAndContainerLength(line);
        if (length == 0 || !BeginsRecord(line[length..]))
        {
            return false;
        }

        line = line[length..];
        return true;
    }

    private static int BracketedLength(ReadOnlySpan<byte> line)
    {
        int end = line[..Math.Min(line.Length, MaxPrefix)].IndexOf("] "u8);
        return end > 1 && IsName(line[1..end]) ? end + 2 : 0;
    }

    private static int PodAndContainerLength(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> start = line[..Math.Min(line.Length, MaxPrefix)];
        int pod = start.IndexOf((byte)' ');
        if (pod <= 0 || !IsName(start[..pod]))
        {
            return 0;
        }

        // A container's name has no dot, so that an address is none.
        int container = start[(pod + 1)..].IndexOf((byte)' ');
        ReadOnlySpan<byte> name = container <= 0 ? [] : start.Slice(pod + 1, container);
        return IsName(name) && !name.ContainsAny("._"u8) ? pod + container + 2 : 0;
    }

    private static bool IsName(ReadOnlySpan<byte> name)
    {
        foreach (byte letter in name)
        {
            if (!char.IsAsciiLetterLower((char)letter) && !char.IsAsciiDigit((char)letter) && letter is not ((byte)'-' or (byte)'.' or (byte)'_'))
            {
                return false;
            }
        }

        return !name.IsEmpty && char.IsAsciiLetterOrDigit((char)name[0]);
    }

    private static bool BeginsRecord(ReadOnlySpan<byte> text)
    {
        if (ErrorLogHead.StartsWithHeader(text) || FramingTime.Rfc3339(text) > 0)
        {
            return true;
        }

        var head = FpmLogHead.Read(text);
        return head.Written is not null || head.Form == FpmLogForm.AccessLog;
    }
}
