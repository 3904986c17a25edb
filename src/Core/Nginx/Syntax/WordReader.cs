using System.Buffers;

namespace Nginx502.Nginx;

/// <summary>
/// Finds where a word ends (nginx: src/core/ngx_conf_file.c, ngx_conf_read_token). Quotes count at the beginning of a word only;
/// a backslash takes the byte behind it along, whatever it is; the brace of <c>${name}</c> opens no block.
/// </summary>
/// <param name="bytes">The file.</param>
/// <param name="bufferLength">What nginx's buffer holds: a word with what ends it, or a comment, must fit in it.</param>
internal sealed class WordReader(byte[] bytes, int bufferLength)
{
    /// <summary>nginx: NGX_CONF_BUFFER.</summary>
    public const int BufferLength = 4096;

    /// <summary>What ends a word without quotes.</summary>
    public static readonly SearchValues<byte> WordEnds = SearchValues.Create(" \t\r\n;{"u8);

    private static readonly SearchValues<byte> WordMarks = SearchValues.Create(" \t\r\n;{\\$"u8);
    private static readonly SearchValues<byte> DoubleQuoteMarks = SearchValues.Create("\"\\$"u8);
    private static readonly SearchValues<byte> SingleQuoteMarks = SearchValues.Create("'\\$"u8);

    /// <summary>Reads the word that begins here.</summary>
    public WordReading Read(int start) => bytes[start] is (byte)'"' or (byte)'\'' ? ReadQuoted(start) : ReadPlain(start);

    /// <summary>
    /// True when nginx says "too long parameter": it reads on as long as what began at a byte fits into its buffer, and wants
    /// more of the file when that is full. It does not notice what ends with the file.
    /// </summary>
    /// <param name="start">Where it began.</param>
    /// <param name="end">The byte that ends it, or the file's length.</param>
    /// <param name="last">The last byte that nginx looks at before it forgets the beginning.</param>
    public bool IsTooLong(int start, int end, int last) => start < bytes.Length - bufferLength && Math.Max(end, last) - start >= bufferLength;

    private WordReading ReadPlain(int start)
    {
        SyntaxWordTraits traits = SyntaxWordTraits.None;
        int at = start;
        while (true)
        {
            int mark = at < bytes.Length ? bytes.AsSpan(at).IndexOfAny(WordMarks) : -1;
            if (mark < 0)
            {
                return new WordReading(start, bytes.Length, traits, WordProblem.None, IsTooLong(start, bytes.Length, bytes.Length));
            }

            at += mark;
            switch (bytes[at])
            {
                case (byte)'\\':
                    traits |= SyntaxWordTraits.Backslash;
                    at = Math.Min(at + 2, bytes.Length);
                    break;
                case (byte)'$':
                    traits |= SyntaxWordTraits.Dollar;
                    at++;
                    while (at < bytes.Length && bytes[at] == '{')
                    {
                        at++;
                    }

                    break;
                default:
                    // Behind a blank nginx still remembers the word while it looks at the next byte.
                    int last = bytes[at] is (byte)';' or (byte)'{' ? at : at + 1;
                    return new WordReading(start, at, traits, WordProblem.None, IsTooLong(start, at, last));
            }
        }
    }

    private WordReading ReadQuoted(int start)
    {
        byte quote = bytes[start];
        SearchValues<byte> marks = quote == '"' ? DoubleQuoteMarks : SingleQuoteMarks;
        SyntaxWordTraits traits = SyntaxWordTraits.Quoted;
        int at = start + 1;
        while (true)
        {
            int mark = at < bytes.Length ? bytes.AsSpan(at).IndexOfAny(marks) : -1;
            if (mark < 0 || IsTooLong(start + 1, at + mark, at + mark))
            {
                bool isTooLong = IsTooLong(start + 1, bytes.Length, bytes.Length);
                return new WordReading(start + 1, bytes.Length, traits, isTooLong ? WordProblem.QuoteTooLong : WordProblem.QuoteOpen, IsTooLong: false);
            }

            at += mark;
            if (bytes[at] == quote)
            {
                return EndQuoted(start, at, traits);
            }

            traits |= bytes[at] == '$' ? SyntaxWordTraits.Dollar : SyntaxWordTraits.Backslash;
            at = Math.Min(at + (bytes[at] == '$' ? 1 : 2), bytes.Length);
        }
    }

    private WordReading EndQuoted(int start, int close, SyntaxWordTraits traits)
    {
        int next = close + 1;
        bool isBlank = next < bytes.Length && bytes[next] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
        bool isTooLong = IsTooLong(start + 1, next, isBlank ? next + 1 : next);

        // A parenthesis may follow: if ($host = "a").
        bool isEnd = isBlank || next == bytes.Length || bytes[next] is (byte)';' or (byte)'{' or (byte)')';
        return new WordReading(start + 1, next, traits, isEnd ? WordProblem.None : WordProblem.TextBehindQuote, isTooLong);
    }
}
