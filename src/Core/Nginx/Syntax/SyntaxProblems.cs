namespace Nginx502.Nginx;

/// <summary>What is wrong with the syntax of one file, in the words of nginx (src/core/ngx_conf_file.c).</summary>
/// <param name="file">The file.</param>
/// <param name="isCommandLine">True for the directives of <c>-g</c>.</param>
internal sealed class SyntaxProblems(SyntaxFile file, bool isCommandLine)
{
    private const int ShownLength = 10;

    private readonly List<ConfigurationDiagnostic> _problems = [];

    // A quote that does not end swallows what should have ended other things: they are not missed then.
    private bool _isQuoteOpen;

    /// <summary>All of them, in the order of the file.</summary>
    public IReadOnlyList<ConfigurationDiagnostic> ToList() => _problems;

    /// <summary>A byte that cannot stand where it stands.</summary>
    public void Unexpected(int at, string advice) =>
        Add("UnexpectedCharacter", $"unexpected \"{SafeText.Decode(file.Bytes.Slice(at, 1))}\"", at, advice);

    /// <summary>A file that begins with the mark of UTF-8.</summary>
    public void ByteOrderMark(SyntaxWord firstWord) => Add(
        "ByteOrderMark",
        $"unknown directive \"{SafeText.Decode(file.Bytes.Slice(firstWord.Start, firstWord.Length))}\"",
        0,
        "The file begins with a byte order mark, three bytes that nginx takes for a part of the first word. Save it as UTF-8 without that mark.");

    /// <summary>A word or comment that does not fit into nginx's buffer.</summary>
    /// <param name="start">The first byte, behind the quote.</param>
    /// <param name="openQuote">The quote that did not end; null when it ended, or there was none.</param>
    public void TooLong(int start, char? openQuote)
    {
        ReadOnlySpan<byte> rest = file.Bytes[start..];
        string message = openQuote is { } quote
            ? $"too long parameter, probably missing terminating \"{quote}\" character"
            : $"too long parameter \"{SafeText.Decode(rest[..Math.Min(ShownLength, rest.Length)])}...\" started";
        Add("TooLongParameter", message, openQuote is null ? start : start - 1, openQuote is null
            ? "nginx takes words and comments of at most 4095 bytes: make several of it."
            : "End the quote that begins here.");
        _isQuoteOpen |= openQuote is not null;
    }

    /// <summary>A quote that does not end in the file.</summary>
    public void QuoteOpen(int start)
    {
        if (!_isQuoteOpen)
        {
            AddAtEnd($"The quote in line {file.Lines.LineOf(start)} does not end.");
            _isQuoteOpen = true;
        }
    }

    /// <summary>A block ends within a directive.</summary>
    public void MissingSemicolon(int at, SyntaxWord name) =>
        Add("UnexpectedCharacter", "unexpected \"}\"", at, $"The directive {Quote(name)} in line {file.Lines.LineOf(name.Start)} lacks its \";\".");

    /// <summary>The file ends within a directive.</summary>
    public void EndInDirective(SyntaxWord name)
    {
        if (!_isQuoteOpen)
        {
            AddAtEnd($"The directive {Quote(name)} in line {file.Lines.LineOf(name.Start)} lacks its \";\".");
        }
    }

    /// <summary>The file ends within a block.</summary>
    public void EndInBlock(int start, ReadOnlySpan<byte> name)
    {
        if (!_isQuoteOpen)
        {
            Add(
                "UnexpectedEnd",
                "unexpected end of file, expecting \"}\"",
                file.Bytes.Length,
                $"The block \"{SafeText.Decode(name)}\" in line {file.Lines.LineOf(start)} lacks its \"}}\".");
        }
    }

    /// <summary>The file ends within a block of Lua or PHP (openresty: ngx_http_lua_conf_read_lua_token).</summary>
    public void RawBlockOpen(int start) => Add(
        "UnexpectedEnd",
        "unexpected end of file, expecting terminating characters for lua code block",
        start,
        "The block that begins here does not end: a brace, a string or a long bracket in it lacks its fellow.");

    /// <summary>Blocks lie too deep in each other.</summary>
    public void TooDeep(int start) => Add(
        "TooDeep", $"blocks lie more than {SyntaxReader.MaxDepth} deep in each other", start, "What follows in this file was not read.");

    /// <summary>A block among the directives of <c>-g</c>.</summary>
    public void BlockOnCommandLine(int at) =>
        Add("UnexpectedCharacter", "block directives are not supported in -g option", at, "Write the block into the configuration file.");

    private string Quote(SyntaxWord word) => $"\"{SafeText.Decode(file.Bytes.Slice(word.Start, word.Length))}\"";

    private void AddAtEnd(string advice) => Add(
        "UnexpectedEnd",
        isCommandLine ? "unexpected end of parameter, expecting \";\"" : "unexpected end of file, expecting \";\" or \"}\"",
        file.Bytes.Length,
        advice);

    private void Add(string id, string message, int at, string advice) => _problems.Add(new ConfigurationDiagnostic(
        Severity.Error, id, message, file.Path, file.Lines.LineOf(at), file.Lines.ColumnOf(at), advice));
}
