using System.Text;

namespace Nginx502.Nginx;

/// <summary>
/// Lines of nginx's configuration as they may be shown, saved or sent: without the values that could be secrets, and with nothing that
/// a terminal obeys. The number of lines stays. Where it cannot be told the value is masked.
/// </summary>
public static class NginxMask
{
    /// <summary>The lines of a file, without their line ends. What stands around a line tells what it is: a map, a block of Lua.</summary>
    /// <param name="file">The bytes of the file.</param>
    public static IReadOnlyList<string> MaskLines(ReadOnlyMemory<byte> file)
    {
        // A last line end begins no further line.
        ReadOnlySpan<byte> masked = Mask(file.ToArray());
        var lines = new List<string>();
        while (!masked.IsEmpty)
        {
            int end = masked.IndexOf((byte)'\n');
            lines.Add(SafeText.DecodeLine(end < 0 ? masked : masked[..end].TrimEnd((byte)'\r')));
            masked = end < 0 ? [] : masked[(end + 1)..];
        }

        return lines;
    }

    /// <summary>One line by itself. What cannot be told without the lines around it is masked.</summary>
    public static string MaskLine(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return MaskLine(Encoding.UTF8.GetBytes(line));
    }

    /// <summary>One line by itself. What cannot be told without the lines around it is masked.</summary>
    public static string MaskLine(ReadOnlySpan<byte> line) => SafeText.DecodeLine(Mask(line.TrimEnd("\r\n"u8).ToArray()));

    private static byte[] Mask(byte[] bytes)
    {
        SyntaxFile file = SyntaxReader.Read("/", bytes);
        var masking = new TreeMask(file);
        masking.MaskAll();
        return masking.Edits.Count == 0 ? bytes : TextEdits.Apply(masking.Edits)[file.Path];
    }
}
