using System.Text;

namespace Nginx502.FastCgi;

/// <summary>
/// Reads the status page as text: a name, a colon and a value on each line, a line of asterisks before each worker. What a
/// visitor sent may hold line ends: a line that begins with none of the names belongs to the text before it.
/// </summary>
internal static class TextStatusReader
{
    private static readonly HashSet<string> PoolNames = [.. StatusNames.Pool];
    private static readonly HashSet<string> ProcessNames = [.. StatusNames.Process];

    /// <summary>Reads the page; false when it does not begin as such a page.</summary>
    public static bool TryRead(ReadOnlySpan<byte> page, StatusFields fields)
    {
        ReadOnlySpan<byte> rest = page.TrimStart("\r\n"u8);
        if (!rest.StartsWith("pool:"u8))
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = (end < 0 ? rest : rest[..end]).TrimEnd("\r"u8);
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (line.StartsWith("************************"u8))
            {
                fields.BeginProcess();
            }
            else
            {
                AddLine(line, fields);
            }
        }

        return true;
    }

    private static void AddLine(ReadOnlySpan<byte> line, StatusFields fields)
    {
        int colon = line.IndexOf((byte)':');
        HashSet<string> names = fields.Processes.Count == 0 ? PoolNames : ProcessNames;
        if (colon > 0 && names.Contains(StatusFields.Normalize(Encoding.ASCII.GetString(line[..colon]))))
        {
            fields.Add(line[..colon], line[(colon + 1)..].Trim(" "u8));
        }
    }
}
