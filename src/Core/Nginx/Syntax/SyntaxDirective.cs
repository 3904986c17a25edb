using System.Text;

namespace Nginx502.Nginx;

/// <summary>One directive of a file, with the place of everything in it.</summary>
/// <param name="file">The file.</param>
/// <param name="firstWord">The place of its name among the file's words.</param>
/// <param name="wordCount">The number of its words; 0 for a block without a name, which nginx refuses.</param>
/// <param name="known">The name that nginx's own modules know; null for another.</param>
internal sealed class SyntaxDirective(SyntaxFile file, int firstWord, int wordCount, DirectiveName? known)
{
    private string? _otherName;

    /// <summary>The file that it stands in.</summary>
    public SyntaxFile File => file;

    /// <summary>The name that nginx's own modules know; null for another.</summary>
    public DirectiveName? Known => known;

    /// <summary>The name; empty for a block without one.</summary>
    public string Name => known?.Text ?? (_otherName ??= wordCount == 0 ? string.Empty : WordText.Decode(file.Bytes, file.Words[firstWord]));

    /// <summary>The number of arguments.</summary>
    public int ArgumentCount => Math.Max(wordCount - 1, 0);

    /// <summary>The words, the name first.</summary>
    public ReadOnlySpan<SyntaxWord> Words => file.Words.AsSpan(firstWord, wordCount);

    /// <summary>Where it begins: its name, or the brace of a block without one.</summary>
    public int Start { get; init; }

    /// <summary>The <c>;</c> or <c>{</c>; where it was cut off when it has neither.</summary>
    public int EndAt { get; init; }

    /// <summary>What ends it.</summary>
    public SyntaxDirectiveEnd End { get; init; }

    /// <summary>The <c>}</c> of its block; -1 without a block, and where the file ended before it.</summary>
    public int CloseAt { get; private set; } = -1;

    /// <summary>The directives in its block; empty without one, and for blocks of Lua and PHP.</summary>
    public SyntaxDirective[] Children { get; private set; } = [];

    /// <summary>True when something in it could not be read: its arguments are not all that stands there.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>True for a block of Lua or PHP, whose content is not made of directives.</summary>
    public bool IsRaw { get; init; }

    /// <summary>What stands in a block of Lua or PHP, UTF-8; empty for all others.</summary>
    public string RawText => IsRaw ? Encoding.UTF8.GetString(file.Bytes[(EndAt + 1)..(CloseAt < 0 ? file.Bytes.Length : CloseAt)]) : string.Empty;

    /// <summary>The line that it begins in, from 1.</summary>
    public int LineNumber => file.Lines.LineOf(Start);

    /// <summary>The line of its <c>;</c> or <c>{</c>, which nginx names in messages.</summary>
    public int EndLineNumber => file.Lines.LineOf(EndAt);

    /// <summary>An argument, as nginx takes it, UTF-8.</summary>
    /// <param name="index">From 0.</param>
    public string Argument(int index) => WordText.Decode(file.Bytes, file.Words[firstWord + 1 + index]);

    /// <summary>The bytes of an argument, as nginx takes it.</summary>
    /// <param name="index">From 0.</param>
    public ReadOnlySpan<byte> ArgumentBytes(int index) => WordText.DecodeBytes(file.Bytes, file.Words[firstWord + 1 + index]);

    /// <summary>The word of an argument.</summary>
    /// <param name="index">From 0.</param>
    public SyntaxWord ArgumentWord(int index) => file.Words[firstWord + 1 + index];

    /// <summary>All arguments.</summary>
    public string[] Arguments()
    {
        string[] arguments = new string[ArgumentCount];
        for (int index = 0; index < arguments.Length; index++)
        {
            arguments[index] = Argument(index);
        }

        return arguments;
    }

    /// <summary>The arguments as they stand, quotes and all, one blank between them.</summary>
    public string WrittenArguments()
    {
        var text = new StringBuilder();
        foreach (SyntaxWord word in Words[Math.Min(1, wordCount)..])
        {
            text.Append(text.Length > 0 ? " " : "").Append(Encoding.UTF8.GetString(file.Bytes.Slice(word.Start, word.Length)));
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {WrittenArguments()}";

    /// <summary>Called by the reader once, when the block was read.</summary>
    internal void EndBlock(SyntaxDirective[] children, int closeAt)
    {
        Children = children;
        CloseAt = closeAt;
    }
}
