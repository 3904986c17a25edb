using System.Text;

namespace Nginx502.Fpm;

/// <summary>
/// Bytes of a configuration as a string of which each character is one byte: nothing is lost, whatever the encoding, and two
/// texts are equal when php-fpm would find them equal. What is shown or opened is decoded from it.
/// </summary>
internal static class RawText
{
    /// <summary>Compares as strcasecmp(3) does in the C locale: the case of ASCII letters does not count.</summary>
    public static IEqualityComparer<string> IgnoringCase { get; } = new CaseComparer();

    /// <summary>The bytes as a raw text.</summary>
    public static string From(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>The bytes of a raw text.</summary>
    public static byte[] ToBytes(string raw) => Encoding.Latin1.GetBytes(raw);

    /// <summary>A text of ours, a name or a path that a caller gives, as a raw text.</summary>
    public static string Encode(string text) => Ascii.IsValid(text) ? text : From(Encoding.UTF8.GetBytes(text));

    /// <summary>The text that the bytes are, UTF-8: for paths that are opened.</summary>
    public static string Decode(string raw) => Ascii.IsValid(raw) ? raw : Encoding.UTF8.GetString(ToBytes(raw));

    /// <summary>The text, safe to show.</summary>
    public static string ToSafe(string raw) => Ascii.IsValid(raw) ? SafeText.Escape(raw) : SafeText.Decode(ToBytes(raw));

    /// <summary>True when two raw texts differ at most in the case of ASCII letters.</summary>
    public static bool EqualsIgnoringCase(string left, string right) => IgnoringCase.Equals(left, right);

    private sealed class CaseComparer : IEqualityComparer<string>
    {
        public bool Equals(string? left, string? right)
        {
            if (left is null || right is null || left.Length != right.Length)
            {
                return ReferenceEquals(left, right);
            }

            for (int index = 0; index < left.Length; index++)
            {
                if (left[index] != right[index] && Lower(left[index]) != Lower(right[index]))
                {
                    return false;
                }
            }

            return true;
        }

        public int GetHashCode(string text)
        {
            var hash = new HashCode();
            foreach (char letter in text)
            {
                hash.Add(Lower(letter));
            }

            return hash.ToHashCode();
        }

        private static char Lower(char letter) => char.IsAsciiLetterUpper(letter) ? (char)(letter | 0x20) : letter;
    }
}
