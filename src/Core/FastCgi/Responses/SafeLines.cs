using System.Text;

namespace Nginx502.FastCgi;

/// <summary>Text of several lines that is safe to show: as <see cref="SafeText"/>, but lines stay lines and tabs stay tabs.</summary>
internal static class SafeLines
{
    /// <summary>Decodes UTF-8. CR in front of LF is taken as part of the line's end. Never throws.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new(bytes.Length);
        while (true)
        {
            int end = bytes.IndexOfAny((byte)'\n', (byte)'\t');
            if (end < 0)
            {
                return text.Append(SafeText.Decode(bytes)).ToString();
            }

            ReadOnlySpan<byte> piece = bytes[..end];
            bool endsLine = bytes[end] == '\n';
            text.Append(SafeText.Decode(endsLine && piece.EndsWith("\r"u8) ? piece[..^1] : piece)).Append((char)bytes[end]);
            bytes = bytes[(end + 1)..];
        }
    }
}
