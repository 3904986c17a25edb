using System.Text;

namespace Nginx502.Logs;

/// <summary>
/// Learns a format from a line of <c>combined</c> followed by values that the log names itself, as the nginx documentation
/// shows: <c>… rt=$request_time uct="$upstream_connect_time"</c>.
/// </summary>
internal static class NamedTailFormat
{
    /// <summary>The format of such a line; null when it is none.</summary>
    /// <param name="combined">The format of the beginning.</param>
    /// <param name="line">The line.</param>
    /// <param name="tailStart">Where the beginning's last literal ends.</param>
    public static AccessLogFormat? Learn(AccessLogFormat combined, ReadOnlySpan<byte> line, int tailStart)
    {
        ReadOnlySpan<byte> tail = line[tailStart..];
        AccessLogPiece[] pieces = combined.Pieces.ToArray();
        var learned = new List<AccessLogPiece>(pieces);
        bool isNamed = false;
        while (!tail.IsEmpty)
        {
            if (tail[0] != ' ' || learned.Count >= AccessLogFormat.MaxVariables)
            {
                return null;
            }

            string key = TakeKey(ref tail, out int literalLength);
            ReadOnlySpan<byte> before = line.Slice(line.Length - tail.Length - literalLength, literalLength);
            bool isQuoted = !tail.IsEmpty && before[^1] == '"';
            int end = tail.IndexOf(isQuoted ? (byte)'"' : (byte)' ');
            ReadOnlySpan<byte> value = end < 0 ? tail : tail[..end];
            if ((isQuoted && end < 0) || (!isQuoted && value.IndexOfAny((byte)',', (byte)'"') >= 0))
            {
                return null;
            }

            Append(learned, before);
            (string variable, FieldShape shape) = key.Length == 0
                ? (string.Empty, isQuoted ? FieldShape.Any : FieldShape.Word)
                : LogKeyNames.Resolve(key, value, isQuoted);
            isNamed |= key.Length > 0;
            FieldShape tailShape = shape == FieldShape.Bare ? FieldShape.Word : shape;
            learned.Add(new AccessLogPiece(LogKeyNames.Claim(learned, pieces.Length, variable, key), tailShape, isQuoted ? "\""u8.ToArray() : []));
            tail = tail[(value.Length + (isQuoted ? 1 : 0))..];
        }

        return isNamed ? new AccessLogFormat(combined.Name + " and more", combined.Escape, combined.Prefix.ToArray(), [.. learned]) : null;
    }

    // Takes ` key=`, ` key="`, ` "` or ` ` off the tail.
    private static string TakeKey(ref ReadOnlySpan<byte> tail, out int length)
    {
        int end = 1;
        while (end < tail.Length && (char.IsAsciiLetterOrDigit((char)tail[end]) || tail[end] is (byte)'_' or (byte)'-' or (byte)'.'))
        {
            end++;
        }

        bool isKey = end > 1 && end < tail.Length && tail[end] is (byte)'=' or (byte)':';
        string key = isKey ? Encoding.ASCII.GetString(tail[1..end]) : string.Empty;
        length = isKey ? end + 1 : 1;
        if (length < tail.Length && tail[length] == '"')
        {
            length++;
        }

        tail = tail[length..];
        return key;
    }

    private static void Append(List<AccessLogPiece> pieces, ReadOnlySpan<byte> literal)
    {
        AccessLogPiece last = pieces[^1];
        pieces[^1] = last with { Literal = [.. last.Literal, .. literal] };
    }
}
