namespace Nginx502.Fpm;

/// <summary>
/// Reads the statements of one line as PHP's grammar does (php-src: Zend/zend_ini_parser.y). Like its tables it accepts a statement
/// as soon as nothing that follows could belong to it: what stands before a syntax error on the same line was read.
/// </summary>
internal sealed class IniLineParser
{
    private readonly IniScanner _scanner;
    private readonly IniExpression _expression;
    private byte[] _bytes = [];
    private IniToken _token;

    /// <summary>A parser.</summary>
    /// <param name="surroundings">What values depend on beside the line.</param>
    public IniLineParser(IniSurroundings surroundings)
    {
        _scanner = new IniScanner(surroundings.HasFallbacks);
        _expression = new IniExpression(_scanner, surroundings);
    }

    /// <summary>Reads a line.</summary>
    /// <param name="bytes">The file, with a newline at its end.</param>
    /// <param name="start">The first byte of the line.</param>
    /// <param name="end">The byte behind its newline.</param>
    /// <param name="statements">Takes the statements.</param>
    /// <returns>Where the grammar gave up; null when it did not.</returns>
    public IniSyntaxError? Parse(byte[] bytes, int start, int end, List<IniStatement> statements)
    {
        _bytes = bytes;
        _scanner.Begin(bytes, start, end);
        _token = _scanner.Next();
        while (true)
        {
            IniSyntaxError? error = _token.Kind switch
            {
                IniTokenKind.End => null,
                IniTokenKind.EndOfLine => Advance(),
                IniTokenKind.Section => ParseSection(statements),
                IniTokenKind.Label => ParseEntry(statements),
                IniTokenKind.Offset => ParseKeyedEntry(statements),
                _ => Unexpected(_token),
            };
            if (error is not null || _token.Kind == IniTokenKind.End)
            {
                return error;
            }
        }
    }

    /// <summary>The error for a token that does not fit.</summary>
    /// <param name="token">The token.</param>
    /// <param name="expected">What would fit, as PHP's parser names it; it names at most four.</param>
    public static IniSyntaxError Unexpected(IniToken token, string? expected = null) =>
        new($"syntax error, unexpected {token.Name}{(expected is null ? "" : ", expecting " + expected)}", token.Span.Start);

    private IniSyntaxError? Advance()
    {
        _token = _scanner.Next();
        return null;
    }

    private IniSyntaxError? ParseSection(List<IniStatement> statements)
    {
        int start = _token.Span.End;
        Advance();
        _expression.Begin(_bytes, _token);
        if (_expression.ReadList(findsConstants: false) is { } error)
        {
            return error;
        }

        _token = _expression.Token;
        if (!_token.Is(']'))
        {
            return Unexpected(_token, "']'");
        }

        statements.Add(new IniStatement
        {
            Kind = IniStatementKind.Section,
            Name = _expression.Value,
            NameSpan = new IniSpan(start, _token.Span.Start),
            Unknown = _expression.Unknown,
        });
        return Advance();
    }

    private IniSyntaxError? ParseEntry(List<IniStatement> statements)
    {
        IniToken name = _token;
        Advance();
        if (!_token.Is('='))
        {
            statements.Add(new IniStatement { Kind = IniStatementKind.BareName, Name = Text(name), NameSpan = name.Text });
            return null;
        }

        int valueStart = _token.Span.End;
        Advance();
        if (ParseValue(valueStart, out IniSpan valueSpan, out bool isText) is { } error)
        {
            return error;
        }

        statements.Add(new IniStatement
        {
            Kind = IniStatementKind.Entry,
            Name = Text(name),
            NameSpan = name.Text,
            Value = _expression.Value,
            ValueSpan = valueSpan,
            Unknown = _expression.Unknown,
            Empty = _expression.Empty,
            IsCalculated = _expression.IsCalculated,
            IsText = isText,
        });
        return null;
    }

    private IniSyntaxError? ParseKeyedEntry(List<IniStatement> statements)
    {
        IniToken name = _token;
        int keyStart = name.Span.End;
        Advance();
        _expression.Begin(_bytes, _token);
        if (_expression.ReadList(findsConstants: true) is { } keyError)
        {
            return keyError;
        }

        string key = _expression.Value;
        IReadOnlyList<string>? unknownOfKey = _expression.Unknown;
        _token = _expression.Token;
        var keySpan = new IniSpan(keyStart, _token.Span.Start);
        if (!_token.Is(']'))
        {
            return Unexpected(_token, "']'");
        }

        Advance();
        if (!_token.Is('='))
        {
            return Unexpected(_token, "'='");
        }

        int valueStart = _token.Span.End;
        Advance();
        if (ParseValue(valueStart, out IniSpan valueSpan, out bool isText) is { } error)
        {
            return error;
        }

        statements.Add(new IniStatement
        {
            Kind = IniStatementKind.KeyedEntry,
            Name = Text(name),
            NameSpan = name.Text,
            Key = key,
            KeySpan = keySpan,
            Value = _expression.Value,
            ValueSpan = valueSpan,
            Unknown = unknownOfKey is null ? _expression.Unknown : [.. unknownOfKey, .. _expression.Unknown ?? []],
            Empty = _expression.Empty,
            IsCalculated = _expression.IsCalculated,
            IsText = isText,
        });
        return null;
    }

    private IniSyntaxError? ParseValue(int start, out IniSpan span, out bool isText)
    {
        span = new IniSpan(start, start);
        isText = false;
        _expression.Begin(_bytes, _token);
        string? word = _token.Kind switch
        {
            IniTokenKind.True => "1",
            IniTokenKind.False or IniTokenKind.Null or IniTokenKind.EndOfLine => string.Empty,
            _ => null,
        };
        if (word is not null)
        {
            // The end of the line is the empty value itself, and no statement of its own.
            _expression.Set(word);
            span = _token.Kind == IniTokenKind.EndOfLine ? span : TrimEnd(start, _token.Span.End);
            Advance();
            return null;
        }

        isText = true;
        IniSyntaxError? error = _expression.Read();
        _token = _expression.Token;
        span = TrimEnd(start, _expression.End);
        return error;
    }

    // A dollar takes the line end into the value; it is not part of where the value stands.
    private IniSpan TrimEnd(int start, int end)
    {
        while (end > start && _bytes[end - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            end--;
        }

        return new IniSpan(start, end);
    }

    private string Text(IniToken token) => RawText.From(_bytes.AsSpan(token.Text.Start, token.Text.Length));
}
