using System.Text;

namespace Nginx502.Logs;

/// <summary>
/// One message as its program's source has it, in the notation of printf and of nginx (ngx_sprintf of
/// src/core/ngx_string.c): literal text with placeholders as <c>%s</c>, <c>%V</c>, <c>%*s</c>, <c>%d</c>, <c>%ui</c>,
/// <c>%uz</c>, <c>%P</c>, <c>%ld</c>, <c>%06d</c>, <c>%02xd</c>, <c>%c</c>; <c>%%</c> is a percent sign.
/// Where printf and nginx differ, nginx's longer form is meant: <c>%ui</c> is one placeholder.
/// </summary>
internal sealed class LogTemplate
{
    private const string NumberLetters = "diuzlxXDLAOTMPr";

    // The parts, cut at each text placeholder: the first run begins where the message does, every other run after a text.
    private readonly Run[] _runs;

    private LogTemplate(string text, List<TemplatePart> parts)
    {
        Text = text;
        LeadingLiteral = parts.Count > 0 && parts[0].Kind == TemplatePartKind.Literal ? parts[0].Literal : [];
        LiteralLength = parts.Sum(part => part.Literal.Length);
        PlaceholderCount = parts.Count(part => part.Placeholder >= 0);
        _runs = RunsOf(parts);
    }

    /// <summary>The template as it was given.</summary>
    public string Text { get; }

    /// <summary>The bytes before the first placeholder.</summary>
    public byte[] LeadingLiteral { get; }

    /// <summary>How many bytes are literal: the more, the more a match says.</summary>
    public int LiteralLength { get; }

    /// <summary>How many placeholders there are.</summary>
    public int PlaceholderCount { get; }

    /// <summary>Reads a template.</summary>
    /// <exception cref="FormatException">A percent sign begins no placeholder.</exception>
    public static LogTemplate Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var parts = new List<TemplatePart>();
        var literal = new StringBuilder();
        int placeholders = 0;
        for (int at = 0; at < text.Length;)
        {
            if (text[at] != '%')
            {
                literal.Append(text[at++]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '%')
            {
                literal.Append('%');
                at += 2;
            }
            else
            {
                EndLiteral(literal, parts);
                TemplatePartKind kind = ReadPlaceholder(text, ref at);
                parts.Add(new TemplatePart(kind, [], placeholders++));
            }
        }

        EndLiteral(literal, parts);
        return new LogTemplate(text, parts);
    }

    /// <summary>Matches a message from its beginning. A text placeholder takes as little as it can.</summary>
    /// <param name="message">The message.</param>
    /// <param name="end">What may follow.</param>
    /// <param name="captures">
    /// Receives where each placeholder's value stands, as far as there is room. Of placeholders without anything between
    /// them the first has the whole text.
    /// </param>
    public bool IsMatch(ReadOnlySpan<byte> message, TemplateEnd end, Span<Range> captures)
    {
        int at = EndOfRun(message, 0, _runs[0], captures);
        for (int index = 1; at >= 0 && index < _runs.Length; index++)
        {
            bool mustEnd = end == TemplateEnd.EndsMessage && index == _runs.Length - 1;
            at = EndAfterText(message, at, _runs[index], mustEnd, captures);
        }

        return at >= 0 && (end == TemplateEnd.AnythingFollows || at == message.Length);
    }

    /// <summary>
    /// True when the message, cut at some place, can be the beginning of this one: it has the whole leading literal, and
    /// everything in it fits up to its end.
    /// </summary>
    public bool CanBeginWith(ReadOnlySpan<byte> message)
    {
        if (!message.StartsWith(LeadingLiteral))
        {
            return false;
        }

        int at = EndOfRunOrMessage(message, 0, _runs[0]);
        for (int index = 1; at >= 0 && at < message.Length && index < _runs.Length; index++)
        {
            // A text that ends nowhere reaches up to the cut.
            int next = EndAfterText(message, at, _runs[index], mustEnd: false, []);
            at = next < 0 ? message.Length : next;
        }

        return at == message.Length;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static int EndAfterText(ReadOnlySpan<byte> message, int at, Run run, bool mustEnd, Span<Range> captures)
    {
        if (run.Parts.Length == 0)
        {
            Capture(captures, run, at, message.Length);
            return message.Length;
        }

        for (int from = at; from <= message.Length; from++)
        {
            int found = run.Parts[0].IndexIn(message[from..]);
            if (found < 0)
            {
                return -1;
            }

            from += found;
            int end = EndOfRun(message, from, run, captures);
            if (end >= 0 && (!mustEnd || end == message.Length))
            {
                Capture(captures, run, at, from);
                return end;
            }
        }

        return -1;
    }

    private static int EndOfRun(ReadOnlySpan<byte> message, int at, Run run, Span<Range> captures)
    {
        foreach (TemplatePart part in run.Parts)
        {
            int length = part.LengthAt(message[at..]);
            if (length < 0)
            {
                return -1;
            }

            if (part.Placeholder >= 0 && part.Placeholder < captures.Length)
            {
                captures[part.Placeholder] = at..(at + length);
            }

            at += length;
        }

        return at;
    }

    private static int EndOfRunOrMessage(ReadOnlySpan<byte> message, int at, Run run)
    {
        foreach (TemplatePart part in run.Parts)
        {
            ReadOnlySpan<byte> rest = message[at..];
            int length = part.LengthAt(rest);
            if (length < 0)
            {
                bool isCut = rest.IsEmpty || (part.Kind == TemplatePartKind.Literal && part.Literal.AsSpan().StartsWith(rest));
                return isCut ? message.Length : -1;
            }

            at += length;
        }

        return at;
    }

    // The text before this run: its placeholders one after the other, of which the first takes all.
    private static void Capture(Span<Range> captures, Run run, int from, int to)
    {
        for (int index = 0; index < run.TextCount; index++)
        {
            int placeholder = run.FirstText + index;
            if (placeholder < captures.Length)
            {
                captures[placeholder] = index == 0 ? from..to : to..to;
            }
        }
    }

    private static Run[] RunsOf(List<TemplatePart> parts)
    {
        var runs = new List<Run>();
        var run = new List<TemplatePart>();
        int firstText = -1;
        int textCount = 0;
        foreach (TemplatePart part in parts)
        {
            if (part.Kind != TemplatePartKind.Text)
            {
                run.Add(part);
                continue;
            }

            bool isAnotherOfTheSame = run.Count == 0 && textCount > 0;
            if (!isAnotherOfTheSame)
            {
                runs.Add(new Run([.. run], firstText, textCount));
                run.Clear();
                firstText = part.Placeholder;
                textCount = 0;
            }

            textCount++;
        }

        runs.Add(new Run([.. run], firstText, textCount));
        return [.. runs];
    }

    private static void EndLiteral(StringBuilder literal, List<TemplatePart> parts)
    {
        if (literal.Length > 0)
        {
            parts.Add(TemplatePart.OfLiteral(Encoding.UTF8.GetBytes(literal.ToString())));
            literal.Clear();
        }
    }

    private static TemplatePartKind ReadPlaceholder(string text, ref int at)
    {
        int start = at++;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '*' or '.' or '-'))
        {
            at++;
        }

        bool isHexadecimal = false;
        bool isNumber = false;
        while (at < text.Length && text[at] is 'u' or 'x' or 'X' or 'l' or 'z')
        {
            // A sign or size stands before the type, or is the type: %ui, %uz, %zu, %ld, %02xd, and %l, %u alone.
            isHexadecimal |= text[at] is 'x' or 'X';
            isNumber = true;
            at++;
        }

        if (at < text.Length && char.IsAsciiLetter(text[at]))
        {
            // After a complete number only another letter of numbers belongs to it: not the s of "%us".
            if (!isNumber || text[at] is 'd' or 'i' or 'D' or 'L' or 'A')
            {
                char type = text[at++];
                return isHexadecimal ? TemplatePartKind.Hexadecimal
                    : NumberLetters.Contains(type, StringComparison.Ordinal) ? TemplatePartKind.Integer
                    : type == 'c' ? TemplatePartKind.Byte
                    : TemplatePartKind.Text;
            }
        }

        return isNumber
            ? isHexadecimal ? TemplatePartKind.Hexadecimal : TemplatePartKind.Integer
            : throw new FormatException($"The percent sign at {start} of '{text}' begins no placeholder.");
    }

    /// <summary>Parts that follow one another without a text between them, and the texts before them.</summary>
    private sealed record Run(TemplatePart[] Parts, int FirstText, int TextCount);
}
