using System.Buffers;

namespace Nginx502.Nginx;

/// <summary>
/// Reads a file as nginx does (nginx: src/core/ngx_conf_file.c, ngx_conf_read_token and ngx_conf_parse). Where nginx would stop
/// the reader says why, puts aside what cannot be read, and goes on.
/// </summary>
internal sealed class SyntaxReader
{
    /// <summary>How deep blocks may lie in each other. nginx has no limit of its own but its stack; what people write has ten.</summary>
    public const int MaxDepth = 100;

    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\n"u8);

    private readonly SyntaxFile _file;
    private readonly byte[] _bytes;
    private readonly WordReader _reader;
    private readonly SyntaxProblems _problems;
    private readonly List<SyntaxWord> _words = [];
    private readonly List<SyntaxPiece> _damaged = [];
    private readonly List<SyntaxDirective> _includes = [];
    private readonly Stack<BlockInWork> _open = [];
    private List<SyntaxDirective> _level = [];
    private int _firstWord;
    private int _firstDamaged;
    private int _at;

    private SyntaxReader(SyntaxFile file, byte[] bytes)
    {
        _file = file;
        _bytes = bytes;
        bool isCommandLine = file.Path == SyntaxFile.CommandLinePath;
        _problems = new SyntaxProblems(file, isCommandLine);
        _reader = new WordReader(bytes, isCommandLine ? int.MaxValue : WordReader.BufferLength);
    }

    private int WordCount => _words.Count - _firstWord;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its full path; <see cref="SyntaxFile.CommandLinePath"/> for the directives of <c>-g</c>.</param>
    /// <param name="bytes">Its bytes, which must not change afterwards.</param>
    public static SyntaxFile Read(string path, byte[] bytes)
    {
        var file = new SyntaxFile(path, bytes);
        var reader = new SyntaxReader(file, bytes);
        reader.ReadAll();
        file.Words = [.. reader._words];
        file.Directives = [.. reader._level];
        file.Includes = reader._includes;
        file.Damaged = reader._damaged;
        file.Problems = reader._problems.ToList();
        return file;
    }

    private void ReadAll()
    {
        SkipByteOrderMark();
        while (SkipBlank())
        {
            switch (_bytes[_at])
            {
                case (byte)';':
                    EndDirective();
                    break;
                case (byte)'{':
                    OpenBlock();
                    break;
                case (byte)'}':
                    CloseBlock();
                    break;
                default:
                    TakeWord();
                    break;
            }
        }

        EndFile();
    }

    // nginx knows no such mark: it is the beginning of the first word to it.
    private void SkipByteOrderMark()
    {
        if (_bytes.AsSpan().StartsWith("\uFEFF"u8))
        {
            WordReading first = _reader.Read(0);
            _problems.ByteOrderMark(new SyntaxWord(0, first.End, SyntaxWordTraits.None));
            PutAside(0, "\uFEFF"u8.Length);
            _at = "\uFEFF"u8.Length;
        }
    }

    // False at the end of the file.
    private bool SkipBlank()
    {
        while (true)
        {
            int blank = _bytes.AsSpan(_at).IndexOfAnyExcept(Blanks);
            if (blank < 0)
            {
                _at = _bytes.Length;
                return false;
            }

            _at += blank;
            if (_bytes[_at] != '#')
            {
                return true;
            }

            int length = _bytes.AsSpan(_at).IndexOf((byte)'\n');
            int end = length < 0 ? _bytes.Length : _at + length;
            if (_reader.IsTooLong(_at, end, end))
            {
                _problems.TooLong(_at, openQuote: null);
            }

            _at = end;
        }
    }

    private void TakeWord()
    {
        WordReading word = _reader.Read(_at);
        if (word.IsTooLong)
        {
            _problems.TooLong(word.ContentStart, openQuote: null);
        }

        if (word.Problem is WordProblem.QuoteTooLong or WordProblem.QuoteOpen)
        {
            PutQuoteAside(word.Problem);
            return;
        }

        _words.Add(new SyntaxWord(_at, word.End - _at, word.Traits));
        _at = word.End;
        if (word.Problem == WordProblem.TextBehindQuote)
        {
            _problems.Unexpected(_at, "Put a blank between the quote and what follows, or the quotes around all of it.");
            int length = _bytes.AsSpan(_at).IndexOfAny(WordReader.WordEnds);
            length = length < 0 ? _bytes.Length - _at : length;
            if (length > 0)
            {
                PutAside(_at, length);
                _at += length;
            }
        }
    }

    // The rest of the line is most likely what the quote should have ended in: the lines behind it are read as if it had.
    private void PutQuoteAside(WordProblem problem)
    {
        if (problem == WordProblem.QuoteTooLong)
        {
            _problems.TooLong(_at + 1, openQuote: (char)_bytes[_at]);
        }
        else
        {
            _problems.QuoteOpen(_at);
        }

        ReadOnlySpan<byte> rest = _bytes.AsSpan(_at);
        int lineEnd = rest.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = lineEnd < 0 ? rest : rest[..lineEnd];
        line = line.TrimEnd(" \t\r"u8);
        line = line is [.., (byte)';'] or [.., (byte)' ', (byte)'{'] ? line[..^1] : line;
        PutAside(_at, line.Length);
        _at += line.Length;
    }

    private void EndDirective()
    {
        if (WordCount == 0)
        {
            _problems.Unexpected(_at, "Take the \";\" away: there is no directive before it.");
            PutAside(_at, 1);
            _firstDamaged = _damaged.Count;
        }
        else
        {
            AddDirective(SyntaxDirectiveEnd.Semicolon);
        }

        _at++;
    }

    private void OpenBlock()
    {
        if (WordCount == 0)
        {
            _problems.Unexpected(_at, "A block needs a name before its \"{\".");
        }

        if (_file.Path == SyntaxFile.CommandLinePath)
        {
            _problems.BlockOnCommandLine(_at);
        }

        ReadOnlySpan<byte> name = WordCount == 0 ? [] : _words[_firstWord].Content(_bytes);
        SyntaxDirective directive = AddDirective(SyntaxDirectiveEnd.Block);
        _at++;
        if (directive.IsRaw)
        {
            SkipRaw(directive, name);
        }
        else if (_open.Count >= MaxDepth)
        {
            _problems.TooDeep(directive.Start);
            directive.EndBlock([], closeAt: -1);
            PutAside(_at, _bytes.Length - _at);
            _at = _bytes.Length;
        }
        else
        {
            _open.Push(new BlockInWork(directive, name.ToArray(), _level));
            _level = [];
        }
    }

    private void SkipRaw(SyntaxDirective directive, ReadOnlySpan<byte> name)
    {
        int close = RawBlock.FindEnd(_bytes, _at, name);
        if (close < 0)
        {
            _problems.RawBlockOpen(directive.Start);
        }

        directive.EndBlock([], close);
        _at = close < 0 ? _bytes.Length : close + 1;
    }

    private void CloseBlock()
    {
        if (WordCount > 0)
        {
            _problems.MissingSemicolon(_at, _words[_firstWord]);
            AddDirective(SyntaxDirectiveEnd.Missing);
        }

        if (_open.TryPop(out BlockInWork? block))
        {
            block.Directive.EndBlock([.. _level], _at);
            _level = block.Around;
        }
        else
        {
            _problems.Unexpected(_at, "There is one \"}\" too many, here or before: no block of this file is open.");
            PutAside(_at, 1);
        }

        _at++;
    }

    private void EndFile()
    {
        if (WordCount > 0)
        {
            _problems.EndInDirective(_words[_firstWord]);
            AddDirective(SyntaxDirectiveEnd.Missing);
        }
        else if (_open.TryPeek(out BlockInWork? innermost))
        {
            _problems.EndInBlock(innermost.Directive.Start, innermost.Name);
        }

        while (_open.TryPop(out BlockInWork? block))
        {
            block.Directive.EndBlock([.. _level], closeAt: -1);
            _level = block.Around;
        }
    }

    private SyntaxDirective AddDirective(SyntaxDirectiveEnd end)
    {
        DirectiveName? known = WordCount == 0 ? null : DirectiveTable.Find(WordText.DecodeBytes(_bytes, _words[_firstWord]));
        var directive = new SyntaxDirective(_file, _firstWord, WordCount, known)
        {
            Start = WordCount == 0 ? _at : _words[_firstWord].Start,
            EndAt = end == SyntaxDirectiveEnd.Missing ? _words[^1].End : _at,
            End = end,
            IsDamaged = WordCount > 0 && _damaged.Count > _firstDamaged,
            IsRaw = known is null && end == SyntaxDirectiveEnd.Block && WordCount > 0 && RawBlock.IsName(_words[_firstWord].Content(_bytes)),
        };
        _level.Add(directive);
        _firstWord = _words.Count;
        _firstDamaged = _damaged.Count;
        if (known == DirectiveTable.Include && end == SyntaxDirectiveEnd.Semicolon && directive.ArgumentCount == 1 && !IsAmongPlainEntries())
        {
            _includes.Add(directive);
        }

        return directive;
    }

    // These blocks take every line as an entry (nginx: ngx_http_split_clients, ngx_http_charset_map).
    private bool IsAmongPlainEntries() => _open.TryPeek(out BlockInWork? block) && block.Directive.Known?.Text is "split_clients" or "charset_map";

    private void PutAside(int start, int length)
    {
        if (length > 0)
        {
            _damaged.Add(new SyntaxPiece(SyntaxPieceKind.Damaged, start, length));
        }
    }

    private sealed record BlockInWork(SyntaxDirective Directive, byte[] Name, List<SyntaxDirective> Around);
}
