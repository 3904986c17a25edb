using System.Text;

namespace Nginx502.Linux;

/// <summary>
/// Names of files as text and back. A name is bytes to the kernel: those that are no UTF-8 become lone surrogates U+DC80 to
/// U+DCFF, one for each byte, so that what was listed can be opened.
/// </summary>
internal static class FileNameText
{
    private const char FirstEscape = '\uDC80';
    private const char LastEscape = '\uDCFF';
    private const int EscapeBase = 0xDC00;

    /// <summary>The text of a name.</summary>
    public static string Decode(ReadOnlySpan<byte> name)
    {
        if (System.Text.Unicode.Utf8.IsValid(name))
        {
            return Encoding.UTF8.GetString(name);
        }

        var text = new StringBuilder(name.Length);
        while (!name.IsEmpty)
        {
            bool isValid = Rune.DecodeFromUtf8(name, out Rune rune, out int consumed) == System.Buffers.OperationStatus.Done;
            if (isValid)
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (byte odd in name[..consumed])
                {
                    text.Append((char)(EscapeBase + odd));
                }
            }

            name = name[consumed..];
        }

        return text.ToString();
    }

    /// <summary>The bytes of a name, without a NUL.</summary>
    public static byte[] Encode(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange(FirstEscape, LastEscape) < 0)
        {
            return Encoding.UTF8.GetBytes(text);
        }

        var bytes = new List<byte>(text.Length);
        Span<byte> encoded = stackalloc byte[4];
        for (int at = 0; at < text.Length;)
        {
            if (Rune.TryGetRuneAt(text, at, out Rune rune))
            {
                bytes.AddRange(encoded[..rune.EncodeToUtf8(encoded)]);
                at += rune.Utf16SequenceLength;
                continue;
            }

            char letter = text[at++];
            bytes.AddRange(letter is >= FirstEscape and <= LastEscape ? [(byte)letter] : "\uFFFD"u8);
        }

        return [.. bytes];
    }

    /// <summary>The bytes of a name with the NUL that ends it in C.</summary>
    public static byte[] ToC(string text) => [.. Encode(text), 0];

    /// <summary>The order of the bytes, in which glob(3) and strcmp(3) sort.</summary>
    public static int Compare(string left, string right) =>
        System.Text.Ascii.IsValid(left) && System.Text.Ascii.IsValid(right)
            ? string.CompareOrdinal(left, right)
            : Encode(left).AsSpan().SequenceCompareTo(Encode(right));
}
