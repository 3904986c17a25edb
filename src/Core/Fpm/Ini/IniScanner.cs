namespace Nginx502.Fpm;

/// <summary>
/// Cuts one line into tokens exactly as PHP's scanner does in its normal mode (php-src: Zend/zend_ini_scanner.l): in each state
/// the longest match wins, and of two that are equally long the rule that stands first.
/// </summary>
/// <remarks>
/// php-fpm hands over a line with a newline appended, as a C string: a NUL ends it, and the newline is cut off with the rest. A token
/// that would take more than is there ends the line, without a word, wherever that is.
/// </remarks>
internal sealed partial class IniScanner
{
    private readonly bool _hasFallbacks;
    private readonly Stack<State> _outer = new();
    private byte[] _bytes = [];
    private int _at;
    private int _limit;
    private State _state;

    /// <summary>A scanner.</summary>
    /// <param name="hasFallbacks">True for <c>${NAME:-text}</c>, which PHP knows since 8.3.</param>
    public IniScanner(bool hasFallbacks) => _hasFallbacks = hasFallbacks;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private enum State
    {
        Initial,
        Section,
        Offset,
        Value,
        Quoted,
        Variable,
        Fallback,
    }

    /// <summary>Begins with a line.</summary>
    /// <param name="bytes">The file, with a newline at its end.</param>
    /// <param name="start">The first byte of the line.</param>
    /// <param name="end">The byte behind its newline.</param>
    public void Begin(byte[] bytes, int start, int end)
    {
        _bytes = bytes;
        _at = start;
        _state = State.Initial;
        _outer.Clear();
        int cut = bytes.AsSpan(start, end - start).IndexOf((byte)0);
        _limit = cut < 0 ? end : start + cut;
        if (_limit - start > ByteOrderMark.Length && bytes.AsSpan(start).StartsWith(ByteOrderMark))
        {
            // On every line, not only the first one.
            _at += ByteOrderMark.Length;
        }
    }

    /// <summary>The next token.</summary>
    public IniToken Next()
    {
        while (true)
        {
            if (_at >= _limit)
            {
                return _state == State.Value ? EndValue(_at) : End();
            }

            IniToken? token = _state switch
            {
                State.Initial => NextOutside(),
                State.Section or State.Offset => NextInBrackets(),
                State.Value => NextInValue(),
                State.Quoted => NextInQuotes(),
                State.Variable => NextInVariable(),
                _ => NextInFallback(),
            };
            if (token is { } found)
            {
                return found;
            }
        }
    }

    // Rules of the state INITIAL; null when blanks were passed over.
    private IniToken? NextOutside()
    {
        byte first = _bytes[_at];
        if (first == '[')
        {
            _state = State.Section;
            return Take(IniTokenKind.Section, _at + 1);
        }

        int behindBlanks = SkipBlanks(_at);
        byte next = At(behindBlanks);
        if (next == '=')
        {
            _state = State.Value;
            return Take('=', SkipBlanks(behindBlanks + 1));
        }

        if (next is (byte)'\r' or (byte)'\n')
        {
            return Take(IniTokenKind.EndOfLine, BehindNewline(behindBlanks));
        }

        if (next == ';' && behindBlanks < _limit)
        {
            return TakeComment(behindBlanks);
        }

        int behindLabel = SkipLabel(_at);
        if (behindLabel == _limit && behindLabel > _at && !_hasFallbacks)
        {
            // A NUL is part of a name to it.
            return End();
        }

        if (behindLabel > _at && At(behindLabel) == '[')
        {
            _state = State.Offset;
            return Take(IniTokenKind.Offset, SkipBlanks(behindLabel + 1), Trim(_at, behindLabel));
        }

        (IniTokenKind word, int behindWord) = KeywordAt(_at);
        if (behindWord > _at && behindWord >= behindLabel)
        {
            return Take(word, behindWord);
        }

        if (behindLabel > _at && behindLabel >= behindBlanks)
        {
            return Take(IniTokenKind.Label, behindLabel, Trim(_at, behindLabel));
        }

        if (behindBlanks > _at)
        {
            _at = behindBlanks;
            return null;
        }

        return IniBytes.IsToken(first) ? Take((char)first, _at + 1) : End();
    }

    // Rules of the state ST_VALUE.
    private IniToken NextInValue()
    {
        byte first = _bytes[_at];
        int behindBlanks = SkipBlanks(_at);
        byte next = At(behindBlanks);
        if (behindBlanks < _limit)
        {
            switch (next)
            {
                case (byte)'\r' or (byte)'\n':
                    return EndValue(BehindNewline(behindBlanks));
                case (byte)';':
                    _state = State.Initial;
                    return TakeComment(behindBlanks);
                case (byte)'"':
                    return OpenQuotes(behindBlanks + 1);
            }
        }

        if (behindBlanks > _at)
        {
            return Take(IniTokenKind.Whitespace, behindBlanks);
        }

        if (first == '\'')
        {
            // Two that hold nothing are no text: the first one ends the value.
            return At(_at + 1) == '\'' && _at + 1 < _limit ? EndValue(_at + 1) : TakeSingleQuoted();
        }

        if (first == '$' && At(_at + 1) == '{')
        {
            return OpenVariable();
        }

        if (first == '=')
        {
            return EndValue(_at);
        }

        if (IniBytes.IsOperator(first))
        {
            return Take((char)first, SkipBlanks(_at + 1));
        }

        int behindRun = SkipText(IniBytes.IsValueByte, escapes: false, _at);
        if (behindRun > _limit)
        {
            return End();
        }

        (IniTokenKind word, int behindWord) = KeywordAt(_at);
        return behindWord > _at && behindWord >= behindRun ? Take(word, behindWord)
            : behindRun > _at ? TakeText(behindRun)
            : EndValue(_at + 1);
    }

    // Rules of the states ST_SECTION_VALUE and ST_OFFSET.
    private IniToken NextInBrackets()
    {
        byte first = _bytes[_at];
        int behindBlanks = SkipBlanks(_at);
        if (first == ']' && _state == State.Section)
        {
            _state = State.Initial;
            int behind = SkipBlanks(_at + 1);
            return Take(']', At(behind) is (byte)'\r' or (byte)'\n' && behind < _limit ? BehindNewline(behind) : behind);
        }

        if (behindBlanks < _limit && _bytes[behindBlanks] == ']' && _state == State.Offset)
        {
            _state = State.Initial;
            return Take(']', behindBlanks + 1);
        }

        return NextOfText(first, behindBlanks, IniBytes.IsBracketByte);
    }

    // Rules of the state ST_VAR_FALLBACK.
    private IniToken NextInFallback()
    {
        if (_bytes[_at] == '}')
        {
            _state = _outer.Pop();
            return Take('}', _at + 1);
        }

        return NextOfText(_bytes[_at], SkipBlanks(_at), IniBytes.IsFallbackByte);
    }

    private IniToken NextOfText(byte first, int behindBlanks, Func<byte, bool> isText)
    {
        if (behindBlanks < _limit && _bytes[behindBlanks] == '"')
        {
            return OpenQuotes(behindBlanks + 1);
        }

        if (first == '\'' && _state != State.Fallback)
        {
            return At(_at + 1) == '\'' ? End() : TakeSingleQuoted();
        }

        if (first == '$' && At(_at + 1) == '{')
        {
            return OpenVariable();
        }

        int behindRun = SkipText(isText, escapes: true, _at);
        return behindRun > _limit || behindRun == _at ? End() : TakeText(behindRun);
    }

    // Rules of the state ST_DOUBLE_QUOTES.
    private IniToken NextInQuotes()
    {
        byte first = _bytes[_at];
        if (first == '"')
        {
            _state = _outer.Pop();
            return Take('"', SkipBlanks(_at + 1));
        }

        if (first == '$' && At(_at + 1) == '{')
        {
            return OpenVariable();
        }

        int at = _at;
        while (at < _limit)
        {
            byte letter = _bytes[at++];
            if (letter == '"' || (letter == '$' && at < _limit && _bytes[at] == '{'))
            {
                at--;
                break;
            }

            // A backslash and a quote at the end of a line are the end of a path on Windows, and no escape.
            if (letter == '\\' && at < _limit
                && _bytes[at++] == '"' && (at >= _limit || _bytes[at] is (byte)'\r' or (byte)'\n'))
            {
                at--;
                break;
            }
        }

        return Take(IniTokenKind.Quoted, at);
    }

    // Rules of the state ST_VARNAME.
    private IniToken NextInVariable()
    {
        if (_bytes[_at] == '}')
        {
            _state = _outer.Pop();
            return Take('}', _at + 1);
        }

        if (_hasFallbacks && IsFallbackAt(_at))
        {
            _state = State.Fallback;
            return Take(IniTokenKind.Fallback, _at + 2);
        }

        int behind = SkipLabel(_at);
        if (behind == _at || (behind == _limit && !_hasFallbacks))
        {
            return End();
        }

        if (!_hasFallbacks)
        {
            return Take(IniTokenKind.VariableName, behind, Trim(_at, behind));
        }

        // A name of one letter before a fallback is swallowed: PHP 8.3 and later find a syntax error.
        if (IsFallbackAt(_at + 1))
        {
            _state = State.Fallback;
            return Take(IniTokenKind.Fallback, _at + 2);
        }

        for (int at = _at + 1; at < behind; at++)
        {
            if (IsFallbackAt(at))
            {
                behind = at;
                break;
            }
        }

        return Take(IniTokenKind.VariableName, behind, Trim(_at, behind));
    }
}
