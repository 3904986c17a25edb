using System.Globalization;
using System.Text;

namespace Nginx502.Fpm;

/// <summary>
/// Reads a value: texts that stand side by side are joined, and bitwise operators calculate with whole numbers
/// (php-src: Zend/zend_ini_parser.y, the rules from string_or_value on).
/// </summary>
internal sealed class IniExpression
{
    // bison: YYMAXDEPTH. A line can hold more brackets than that.
    private const int MaxDepth = 10_000;

    // Fallbacks within fallbacks are read by recursion.
    private const int MaxFallbacks = 200;

    private readonly IniScanner _scanner;
    private readonly IniSurroundings _surroundings;
    private readonly StringBuilder _joined = new();
    private readonly List<Pending> _pending = [];
    private byte[] _bytes = [];
    private int _start;
    private int _fallbacks;
    private List<string>? _unknown;
    private List<string>? _empty;

    /// <summary>A reader of values.</summary>
    /// <param name="scanner">Gives the tokens.</param>
    /// <param name="surroundings">Knows variables and constants.</param>
    public IniExpression(IniScanner scanner, IniSurroundings surroundings)
    {
        _scanner = scanner;
        _surroundings = surroundings;
    }

    /// <summary>What was read, a raw text.</summary>
    public string Value { get; private set; } = string.Empty;

    /// <summary>Variables and constants in it whose value is not known; null when all are.</summary>
    public IReadOnlyList<string>? Unknown => _unknown;

    /// <summary>Variables in it that have no value; null when there are none.</summary>
    public IReadOnlyList<string>? Empty => _empty;

    /// <summary>True when operators calculated it.</summary>
    public bool IsCalculated { get; private set; }

    /// <summary>The first token that did not belong to it.</summary>
    public IniToken Token { get; private set; }

    /// <summary>The byte behind the last token that belonged to it.</summary>
    public int End { get; private set; }

    /// <summary>Begins with the first token of a value.</summary>
    public void Begin(byte[] bytes, IniToken first)
    {
        _bytes = bytes;
        Token = first;
        _start = first.Span.Start;
        End = _start;
        Value = string.Empty;
        _unknown = null;
        _empty = null;
        IsCalculated = false;
        _fallbacks = 0;
        _pending.Clear();
    }

    /// <summary>A value that is one word.</summary>
    public void Set(string value) => Value = value;

    /// <summary>Reads an expression (expr).</summary>
    public IniSyntaxError? Read()
    {
        string value = string.Empty;
        bool wantsOperand = true;
        while (true)
        {
            if (wantsOperand)
            {
                if (Token.Is('~') || Token.Is('!') || Token.Is('('))
                {
                    if (_pending.Count >= MaxDepth)
                    {
                        return new IniSyntaxError("memory exhausted", Token.Span.Start);
                    }

                    _pending.Add(new Pending(Token.Character, string.Empty));
                    Advance();
                    continue;
                }

                if (!IsListStart)
                {
                    return IniLineParser.Unexpected(Token);
                }

                if (ReadList(findsConstants: true) is { } error)
                {
                    return error;
                }

                value = Calculate(Value);
                wantsOperand = false;
            }
            else if (Token.Is('|') || Token.Is('&') || Token.Is('^'))
            {
                _pending.Add(new Pending(Token.Character, value));
                Advance();
                wantsOperand = true;
            }
            else if (_pending.Count == 0)
            {
                Value = value;
                return null;
            }
            else if (Token.Is(')'))
            {
                _pending.RemoveAt(_pending.Count - 1);
                Advance();
                value = Calculate(value);
            }
            else
            {
                return IniLineParser.Unexpected(Token, "'^' or '|' or '&' or ')'");
            }
        }
    }

    /// <summary>Reads texts that stand side by side (var_string_list); there may be none.</summary>
    /// <param name="findsConstants">True where words are looked up among the constants.</param>
    public IniSyntaxError? ReadList(bool findsConstants)
    {
        string? only = null;
        _joined.Clear();
        while (IsListStart)
        {
            string part = string.Empty;
            IniSyntaxError? error = null;
            if (Token.Kind == IniTokenKind.DollarCurly)
            {
                error = ReadVariable(out part);
            }
            else if (Token.Kind == IniTokenKind.Character)
            {
                error = ReadQuoted(out part);
            }
            else
            {
                part = Token.Kind == IniTokenKind.Constant && findsConstants ? Constant(Text(Token)) : Text(Token);
                Advance();
            }

            if (error is not null)
            {
                return error;
            }

            if (only is null && _joined.Length == 0)
            {
                only = part;
                continue;
            }

            if (only is not null)
            {
                _joined.Append(only);
                only = null;
            }

            _joined.Append(part);
        }

        Value = only ?? _joined.ToString();
        return null;
    }

    private bool IsListStart => Token.Kind
        is IniTokenKind.Constant or IniTokenKind.Raw or IniTokenKind.Number or IniTokenKind.Text or IniTokenKind.Whitespace or IniTokenKind.DollarCurly
        || Token.Is('"');

    // '"' encapsed_list '"'
    private IniSyntaxError? ReadQuoted(out string value)
    {
        value = string.Empty;
        Advance();
        while (!Token.Is('"'))
        {
            string part;
            if (Token.Kind == IniTokenKind.DollarCurly)
            {
                if (ReadVariable(out part) is { } error)
                {
                    return error;
                }
            }
            else if (Token.Kind == IniTokenKind.Quoted)
            {
                part = Unescape(_bytes.AsSpan(Token.Text.Start, Token.Text.Length));
                Advance();
            }
            else
            {
                return IniLineParser.Unexpected(Token, "TC_DOLLAR_CURLY or TC_QUOTED_STRING or '\"'");
            }

            value = value.Length == 0 ? part : value + part;
        }

        Advance();
        return null;
    }

    // TC_DOLLAR_CURLY TC_VARNAME '}', and since PHP 8.3 with a fallback.
    private IniSyntaxError? ReadVariable(out string value)
    {
        int start = Token.Span.Start;
        value = string.Empty;
        Advance();
        if (Token.Kind != IniTokenKind.VariableName)
        {
            return IniLineParser.Unexpected(Token, "TC_VARNAME");
        }

        string name = Text(Token);
        string? fallback = null;
        Advance();
        if (Token.Kind == IniTokenKind.Fallback)
        {
            Advance();
            if (ReadFallback(out fallback) is { } error)
            {
                return error;
            }
        }

        if (!Token.Is('}'))
        {
            return IniLineParser.Unexpected(Token, fallback is null && _surroundings.HasFallbacks ? "TC_FALLBACK or '}'" : "'}'");
        }

        string written = RawText.From(_bytes.AsSpan(start, Token.Span.End - start));
        if (!_surroundings.TryGetVariable(name, out string? known))
        {
            value = written;
            (_unknown ??= []).Add(written);
        }
        else
        {
            value = known ?? fallback ?? string.Empty;
            if (value.Length == 0)
            {
                (_empty ??= []).Add(written);
            }
        }

        Advance();
        return null;
    }

    // A fallback is a list within a list: what was joined so far is put aside.
    private IniSyntaxError? ReadFallback(out string value)
    {
        string before = _joined.ToString();
        value = string.Empty;
        if (_fallbacks >= MaxFallbacks)
        {
            return new IniSyntaxError("memory exhausted", Token.Span.Start);
        }

        _fallbacks++;
        IniSyntaxError? error = ReadList(findsConstants: true);
        _fallbacks--;
        value = Value;
        _joined.Clear().Append(before);
        return error;
    }

    private string Constant(string name)
    {
        if (!_surroundings.TryGetConstant(name, out string? value))
        {
            (_unknown ??= []).Add(name);
        }

        return value ?? name;
    }

    // Applies what waits for this operand: signs at once, binary operators from left to right; a bracket stays.
    private string Calculate(string value)
    {
        while (_pending.Count > 0 && _pending[^1].Operator != '(')
        {
            Pending waiting = _pending[^1];
            _pending.RemoveAt(_pending.Count - 1);
            IsCalculated = true;
            if (_unknown is not null)
            {
                // With something unknown in it nothing can be calculated: it stays as written.
                value = RawText.From(_bytes.AsSpan(_start, Token.Span.Start - _start)).TrimEnd(' ', '\t');
                continue;
            }

            int right = CNumber.Atoi(value);
            int left = CNumber.Atoi(waiting.Left);
            int result = waiting.Operator switch
            {
                '|' => left | right,
                '&' => left & right,
                '^' => left ^ right,
                '~' => ~right,
                _ => right == 0 ? 1 : 0,
            };
            value = result.ToString(CultureInfo.InvariantCulture);
        }

        return value;
    }

    // zend_ini_escape_string: a backslash takes away the meaning of a quote, a dollar and itself; before others it stays.
    private static string Unescape(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf((byte)'\\') < 0)
        {
            return RawText.From(text);
        }

        var plain = new StringBuilder(text.Length);
        for (int index = 0; index < text.Length; index++)
        {
            bool isEscape = text[index] == '\\' && index + 1 < text.Length;
            if (isEscape && text[index + 1] is not ((byte)'"' or (byte)'\\' or (byte)'$'))
            {
                plain.Append('\\');
            }

            index += isEscape ? 1 : 0;
            plain.Append((char)text[index]);
        }

        return plain.ToString();
    }

    private void Advance()
    {
        End = Token.Span.End;
        Token = _scanner.Next();
    }

    private string Text(IniToken token) => RawText.From(_bytes.AsSpan(token.Text.Start, token.Text.Length));

    // An operator with what stands left of it, or an opening bracket.
    private readonly record struct Pending(char Operator, string Left);
}
