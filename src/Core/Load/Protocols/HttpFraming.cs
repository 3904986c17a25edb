using System.Buffers.Text;
using System.Text;

namespace Nginx502.Load;

/// <summary>What a head says of how long its content is and what becomes of the connection (RFC 9112, 6.3 and 9.3).</summary>
internal ref struct HttpFraming
{
    /// <summary>A head of which no field was read.</summary>
    /// <param name="isKept">True where connections are kept unless something else is said: since HTTP/1.1.</param>
    public HttpFraming(bool isKept) => KeepsConnection = isKept;

    /// <summary>The length; null when none is given.</summary>
    public long? Length { get; private set; }

    /// <summary>True when the content comes in chunks.</summary>
    public bool IsChunked { get; private set; }

    /// <summary>True when the content has a coding that ends with the connection only.</summary>
    public bool IsUntilEnd { get; private set; }

    /// <summary>True when the connection stays open.</summary>
    public bool KeepsConnection { get; private set; }

    /// <summary>True when a length is none, or there are two.</summary>
    public bool IsInvalid { get; private set; }

    /// <summary>Reads one line.</summary>
    public void Read(ReadOnlySpan<byte> line)
    {
        int colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            return;
        }

        ReadOnlySpan<byte> name = line[..colon];
        ReadOnlySpan<byte> value = line[(colon + 1)..].Trim(" \t"u8);

        // Few names have these lengths: most lines are told by it alone.
        switch (name.Length)
        {
            case 14 when Ascii.EqualsIgnoreCase(name, "Content-Length"u8):
                bool isNumber = Utf8Parser.TryParse(value, out long length, out int used) && used == value.Length && length >= 0 && value[0] != '+';
                IsInvalid |= !isNumber || (Length is { } other && other != length);
                Length = length;
                break;
            case 17 when Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8):
                IsChunked = EndsWithToken(value, "chunked"u8);
                IsUntilEnd = !IsChunked;
                break;
            case 10 when Ascii.EqualsIgnoreCase(name, "Connection"u8):
                KeepsConnection = !HasToken(value, "close"u8) && (KeepsConnection || HasToken(value, "keep-alive"u8));
                break;
        }
    }

    private static bool EndsWithToken(ReadOnlySpan<byte> value, ReadOnlySpan<byte> token) =>
        value.Length >= token.Length && Ascii.EqualsIgnoreCase(value[^token.Length..], token) && (value.Length == token.Length || value[^(token.Length + 1)] is (byte)' ' or (byte)'\t' or (byte)',');

    private static bool HasToken(ReadOnlySpan<byte> value, ReadOnlySpan<byte> token)
    {
        while (!value.IsEmpty)
        {
            int comma = value.IndexOf((byte)',');
            ReadOnlySpan<byte> one = comma < 0 ? value : value[..comma];
            if (Ascii.EqualsIgnoreCase(one.Trim(" \t"u8), token))
            {
                return true;
            }

            value = comma < 0 ? [] : value[(comma + 1)..];
        }

        return false;
    }
}
