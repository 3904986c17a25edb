using System.Text;

namespace Nginx502.Logs;

/// <summary>
/// Learns a format from a line that is a JSON object: its keys and punctuation are literal text, its values are variables
/// named by their keys. The line need not be valid JSON: <c>\xHH</c> stands in it where the format lacks <c>escape=json</c>.
/// </summary>
internal ref struct JsonLineFormat
{
    private const int MaxDepth = 4;

    private readonly ReadOnlySpan<byte> _line;
    private readonly List<AccessLogPiece> _pieces = [];
    private byte[] _prefix = [];
    private int _literalStart;
    private int _at;

    private JsonLineFormat(ReadOnlySpan<byte> line) => _line = line;

    /// <summary>The format of such a line; null when it is none, or its keys do not tell the time and the status.</summary>
    public static AccessLogFormat? Learn(ReadOnlySpan<byte> line)
    {
        var learner = new JsonLineFormat(line);
        if (!learner.TryTakeObject(string.Empty, depth: 1))
        {
            return null;
        }

        learner.SkipSpace();
        if (learner._at != line.Length || learner._pieces.Count is 0 or > AccessLogFormat.MaxVariables)
        {
            return null;
        }

        learner.EndLiteral(line.Length);
        var format = new AccessLogFormat("json", AccessLogEscape.Json, learner._prefix, [.. learner._pieces]);
        bool isAccessLog = format.Pieces.ToArray().Any(piece => piece.Shape == FieldShape.Status)
            && (format.LocalTimeIndex >= 0 || format.IsoTimeIndex >= 0 || format.UnixTimeIndex >= 0);
        return isAccessLog ? format : null;
    }

    private bool TryTakeObject(string keyPrefix, int depth)
    {
        if (depth > MaxDepth || !TryTake((byte)'{'))
        {
            return false;
        }

        SkipSpace();
        if (TryTake((byte)'}'))
        {
            return true;
        }

        do
        {
            SkipSpace();
            if (!TryTakeString(out ReadOnlySpan<byte> key))
            {
                return false;
            }

            SkipSpace();
            if (!TryTake((byte)':'))
            {
                return false;
            }

            SkipSpace();
            string name = keyPrefix + Encoding.UTF8.GetString(key);
            if (_at < _line.Length && _line[_at] == '{' ? !TryTakeObject(name + "_", depth + 1) : !TryTakeValue(name))
            {
                return false;
            }

            SkipSpace();
        }
        while (TryTake((byte)','));
        return TryTake((byte)'}');
    }

    private bool TryTakeValue(string name)
    {
        int start = _at;
        bool isQuoted = TryTakeString(out ReadOnlySpan<byte> value);
        if (isQuoted)
        {
            start++;
        }
        else
        {
            value = _line[start..];
            value = value[..FieldShapes.Extent(FieldShape.Bare, AccessLogEscape.Json, value)];
            _at = start + value.Length;
            if (_at < _line.Length && _line[_at] is (byte)'[' or (byte)'{')
            {
                return false;
            }
        }

        EndLiteral(start);
        (string variable, FieldShape shape) = LogKeyNames.Resolve(name, value, isQuoted);
        _pieces.Add(new AccessLogPiece(LogKeyNames.Claim(_pieces, certain: 0, variable, name), shape, []));
        _literalStart = start + value.Length;
        return true;
    }

    private bool TryTakeString(out ReadOnlySpan<byte> inside)
    {
        inside = default;
        if (_at >= _line.Length || _line[_at] != '"')
        {
            return false;
        }

        ReadOnlySpan<byte> rest = _line[(_at + 1)..];
        int end = FieldShapes.Extent(FieldShape.Any, AccessLogEscape.Json, rest);
        if (end == rest.Length)
        {
            return false;
        }

        inside = rest[..end];
        _at += end + 2;
        return true;
    }

    private bool TryTake(byte punctuation)
    {
        bool isThere = _at < _line.Length && _line[_at] == punctuation;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void SkipSpace()
    {
        while (_at < _line.Length && _line[_at] is (byte)' ' or (byte)'\t')
        {
            _at++;
        }
    }

    private void EndLiteral(int end)
    {
        byte[] literal = _line[_literalStart..end].ToArray();
        if (_pieces.Count == 0)
        {
            _prefix = literal;
        }
        else
        {
            _pieces[^1] = _pieces[^1] with { Literal = literal };
        }
    }
}
