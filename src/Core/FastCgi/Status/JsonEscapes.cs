using Nginx502.Logs;

namespace Nginx502.FastCgi;

/// <summary>The escapes of a JSON string as a whole. Bytes that are no UTF-8 stay as they are, where .NET's own reader refuses them.</summary>
internal static class JsonEscapes
{
    /// <summary>The text without its escapes.</summary>
    public static ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'\\'))
        {
            return text;
        }

        byte[] plain = new byte[text.Length];
        int length = 0;
        while (!text.IsEmpty)
        {
            int consumed = 1;
            int written = 1;
            if (text[0] == '\\')
            {
                consumed = JsonEscape.Decode(text, plain.AsSpan(length), out written);
            }
            else
            {
                plain[length] = text[0];
            }

            text = text[consumed..];
            length += written;
        }

        return plain.AsSpan(0, length);
    }
}
