using System.Text;

namespace Nginx502.Nginx;

/// <summary>
/// Splits the text of a configuration into directives, as nginx does (src/core/ngx_conf_file.c, ngx_conf_read_token): quotes
/// count at the beginning of a word only, <c>#</c> begins a comment only there, <c>${name}</c> does not open a block.
/// </summary>
internal sealed class ConfigurationLexer
{
    private readonly string _text;
    private int _at;
    private int _line = 1;

    public ConfigurationLexer(string text) => _text = text;

    /// <summary>The line that the last directive began in, from 1.</summary>
    public int LineNumber { get; private set; }

    /// <summary>What is wrong where <see cref="Next"/> gave up; null as long as nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads on to the next <c>;</c>, brace, or the end.</summary>
    /// <param name="words">Takes the words before it.</param>
    /// <returns><c>;</c>, <c>{</c>, <c>}</c>, or NUL at the end and where the text is none that nginx takes.</returns>
    public char Next(List<string> words)
    {
        words.Clear();
        while (true)
        {
            SkipBlank();
            if (_at == _text.Length)
            {
                return words.Count == 0 ? '\0' : Fail("the file ends within a directive");
            }

            if (words.Count == 0)
            {
                LineNumber = _line;
            }

            char next = _text[_at];
            if (next is ';' or '{' or '}')
            {
                _at++;
                return (words.Count == 0) == (next == '}') ? next : Fail($"unexpected \"{next}\"");
            }

            if (!TryTakeWord(words))
            {
                return '\0';
            }
        }
    }

    /// <summary>Skips a block of Lua after its opening brace; braces in its strings and comments do not count.</summary>
    public void SkipLua()
    {
        for (int depth = 1; depth > 0 && _at < _text.Length;)
        {
            string? longEnd = LongBracketEnd(_text.AsSpan(_text.AsSpan(_at).StartsWith("--") ? _at + 2 : _at));
            if (longEnd is not null)
            {
                SkipPast(longEnd);
            }
            else if (_text.AsSpan(_at).StartsWith("--"))
            {
                SkipPast("\n");
            }
            else if (_text[_at] is '"' or '\'')
            {
                SkipQuoted(_text[_at]);
            }
            else
            {
                depth += _text[_at] switch { '{' => 1, '}' => -1, _ => 0 };
                Step();
            }
        }
    }

    private static string? LongBracketEnd(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] != '[')
        {
            return null;
        }

        int level = 1;
        while (level < text.Length && text[level] == '=')
        {
            level++;
        }

        return level < text.Length && text[level] == '[' ? "]" + new string('=', level - 1) + "]" : null;
    }

    private bool TryTakeWord(List<string> words)
    {
        var word = new StringBuilder();
        char quote = _text[_at] is '"' or '\'' ? _text[_at] : '\0';
        if (quote != '\0')
        {
            _at++;
        }

        bool afterDollar = false;
        while (_at < _text.Length)
        {
            char letter = _text[_at];
            bool isEnd = quote != '\0' ? letter == quote : IsBlank(letter) || letter == ';' || (letter == '{' && !afterDollar);
            if (isEnd)
            {
                break;
            }

            afterDollar = letter == '$';
            if (letter == '\\' && _at + 1 < _text.Length)
            {
                Step();
                word.Append(_text[_at] switch
                {
                    't' => "\t",
                    'r' => "\r",
                    'n' => "\n",
                    '"' or '\'' or '\\' => _text[_at].ToString(),
                    char other => "\\" + other,
                });
            }
            else
            {
                word.Append(letter);
            }

            Step();
        }

        words.Add(word.ToString());
        if (quote == '\0')
        {
            return true;
        }

        if (_at == _text.Length)
        {
            Fail("a quote does not end");
            return false;
        }

        _at++;
        if (_at < _text.Length && !IsBlank(_text[_at]) && _text[_at] is not (';' or '{' or ')'))
        {
            Fail($"unexpected \"{_text[_at]}\" after a quote");
            return false;
        }

        return true;
    }

    private void SkipBlank()
    {
        while (_at < _text.Length && (IsBlank(_text[_at]) || _text[_at] == '#'))
        {
            if (_text[_at] == '#')
            {
                int end = _text.IndexOf('\n', _at);
                _at = end < 0 ? _text.Length : end;
            }
            else
            {
                Step();
            }
        }
    }

    private void SkipQuoted(char quote)
    {
        for (Step(); _at < _text.Length && _text[_at] != quote; Step())
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length)
            {
                Step();
            }
        }

        if (_at < _text.Length)
        {
            Step();
        }
    }

    private void SkipPast(string end)
    {
        int found = _text.IndexOf(end, _at, StringComparison.Ordinal);
        int stop = found < 0 ? _text.Length : found + end.Length;
        while (_at < stop)
        {
            Step();
        }
    }

    private void Step()
    {
        _line += _text[_at] == '\n' ? 1 : 0;
        _at++;
    }

    private char Fail(string problem)
    {
        LineNumber = _line;
        Problem = problem;
        return '\0';
    }

    private static bool IsBlank(char letter) => letter is ' ' or '\t' or '\r' or '\n';
}
