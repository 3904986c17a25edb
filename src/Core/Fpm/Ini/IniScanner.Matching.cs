namespace Nginx502.Fpm;

/// <summary>How far each rule reaches.</summary>
internal sealed partial class IniScanner
{
    private static readonly (byte[] Word, IniTokenKind Kind)[] Keywords =
    [
        ("true"u8.ToArray(), IniTokenKind.True),
        ("on"u8.ToArray(), IniTokenKind.True),
        ("yes"u8.ToArray(), IniTokenKind.True),
        ("false"u8.ToArray(), IniTokenKind.False),
        ("off"u8.ToArray(), IniTokenKind.False),
        ("none"u8.ToArray(), IniTokenKind.False),
        ("no"u8.ToArray(), IniTokenKind.False),
        ("null"u8.ToArray(), IniTokenKind.Null),
    ];

    // Behind the end is the NUL that ends the C string.
    private byte At(int position) => position < _limit ? _bytes[position] : (byte)0;

    private bool IsFallbackAt(int position) => At(position) == ':' && At(position + 1) == '-';

    private int SkipBlanks(int position)
    {
        while (position < _limit && _bytes[position] is (byte)' ' or (byte)'\t')
        {
            position++;
        }

        return position;
    }

    private int SkipLabel(int position)
    {
        while (position < _limit && IniBytes.IsLabelByte(_bytes[position]) && !(_hasFallbacks && _bytes[position] == ']'))
        {
            position++;
        }

        return position;
    }

    private int BehindNewline(int position) => _bytes[position] == '\r' && At(position + 1) == '\n' ? position + 2 : position + 1;

    // A word that stands for true, false or null, with the blanks behind it; the position itself when none is there.
    private (IniTokenKind Kind, int Behind) KeywordAt(int position)
    {
        foreach ((byte[] word, IniTokenKind kind) in Keywords)
        {
            if (_limit - position >= word.Length && System.Text.Ascii.EqualsIgnoreCase(_bytes.AsSpan(position, word.Length), word))
            {
                return (kind, SkipBlanks(position + word.Length));
            }
        }

        return (IniTokenKind.End, position);
    }

    // A run of text. A dollar takes the byte behind it along, whatever that is, but no brace; "$\" may take one more. With escapes a
    // backslash does the same. Returns more than the limit when it would need what is behind it.
    private int SkipText(Func<byte, bool> isText, bool escapes, int position)
    {
        // The states that the automaton can be in at once: a text is complete, a dollar or a backslash waits for its byte.
        bool complete = true;
        bool dollar = false;
        bool backslash = false;
        int longest = position;
        for (int at = position; ; at++)
        {
            byte letter = At(at);
            bool isEnd = at >= _limit;
            bool canEndText = isEnd && escapes;
            bool nextComplete = (complete && (isEnd ? canEndText : isText(letter))) || (dollar && !isEnd && letter != '{') || backslash;
            bool nextDollar = complete && !isEnd && letter == '$';
            bool nextBackslash = (dollar && !isEnd && letter == '\\') || (complete && escapes && !isEnd && letter == '\\');
            if (isEnd)
            {
                return nextComplete ? _limit + 1 : longest;
            }

            complete = nextComplete;
            dollar = nextDollar;
            backslash = nextBackslash;
            if (complete)
            {
                longest = at + 1;
            }
            else if (!dollar && !backslash)
            {
                return longest;
            }
        }
    }

    private IniToken TakeText(int end)
    {
        ReadOnlySpan<byte> text = _bytes.AsSpan(_at, end - _at);
        IniTokenKind kind = IniBytes.IsConstant(text) ? IniTokenKind.Constant
            : IniBytes.IsNumber(text) ? IniTokenKind.Number
            : IniTokenKind.Text;
        return Take(kind, end);
    }

    private IniToken TakeSingleQuoted()
    {
        int length = _bytes.AsSpan(_at + 1, _limit - _at - 1).IndexOf((byte)'\'');
        if (length < 0)
        {
            return End();
        }

        int end = _at + 1 + length;
        return Take(IniTokenKind.Raw, end + 1, new IniSpan(_at + 1, end));
    }

    private IniToken TakeComment(int semicolon)
    {
        int newline = _bytes.AsSpan(semicolon, _limit - semicolon).IndexOfAny((byte)'\r', (byte)'\n');
        return newline < 0 ? End() : Take(IniTokenKind.EndOfLine, BehindNewline(semicolon + newline));
    }

    private IniToken OpenQuotes(int end)
    {
        _outer.Push(_state);
        _state = State.Quoted;
        return Take('"', end);
    }

    private IniToken OpenVariable()
    {
        _outer.Push(_state);
        _state = State.Variable;
        return Take(IniTokenKind.DollarCurly, _at + 2);
    }

    private IniToken EndValue(int end)
    {
        _state = State.Initial;
        return Take(IniTokenKind.EndOfLine, end);
    }

    private IniSpan Trim(int start, int end)
    {
        while (start < end && _bytes[start] is (byte)' ' or (byte)'\t')
        {
            start++;
        }

        while (start < end && _bytes[end - 1] is (byte)' ' or (byte)'\t')
        {
            end--;
        }

        return new IniSpan(start, end);
    }

    private IniToken Take(char character, int end)
    {
        var token = new IniToken(IniTokenKind.Character, new IniSpan(_at, end), default, character);
        _at = end;
        return token;
    }

    private IniToken Take(IniTokenKind kind, int end) => Take(kind, end, new IniSpan(_at, end));

    private IniToken Take(IniTokenKind kind, int end, IniSpan text)
    {
        var token = new IniToken(kind, new IniSpan(_at, end), text);
        _at = end;
        return token;
    }

    private IniToken End()
    {
        var token = new IniToken(IniTokenKind.End, new IniSpan(_at, _at), default);
        _at = _limit;
        _state = State.Initial;
        return token;
    }
}
