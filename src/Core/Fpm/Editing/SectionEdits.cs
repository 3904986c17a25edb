using System.Diagnostics.CodeAnalysis;

namespace Nginx502.Fpm;

/// <summary>Turns wanted settings of one section into changes of lines.</summary>
/// <param name="section">The section.</param>
internal sealed class SectionEdits(FpmSection section)
{
    // It follows from others, which may change too.
    private const string DerivedName = "pm.start_servers";

    private readonly Dictionary<FpmConfigurationFile, FileSplices> _files = [];

    /// <summary>The files that change.</summary>
    public IReadOnlyCollection<FileSplices> Files => _files.Values;

    /// <summary>The line that is in effect: the last one of a directive, the first one of a key; null when none sets it.</summary>
    public FpmAssignment? InEffect(WantedSetting wanted) =>
        wanted.Key is null ? OccurrencesOf(wanted).LastOrDefault() : OccurrencesOf(wanted).FirstOrDefault();

    /// <summary>True when nothing has to change: a line gives that value, or it is built in and no line sets it.</summary>
    public bool IsAsWanted(WantedSetting wanted)
    {
        FpmAssignment? current = InEffect(wanted);
        if (wanted.Value is null)
        {
            return current is null;
        }

        string? read = wanted.Take(wanted.Value, out _);
        return current is not null
            ? FpmValueWriter.SaysAsWritten(current, wanted.Value) || (!current.IsUnknown && current.Value == ExpandPool(read))
            : wanted.Directive is { } directive && directive.Name != DerivedName && read is not null && section.EffectiveAt(directive.Ordinal) == read;
    }

    /// <summary>Adds the change of a setting; false with the reason when it cannot be made.</summary>
    public bool TryAdd(WantedSetting wanted, [NotNullWhen(false)] out FpmBrokenRule? refusal)
    {
        refusal = wanted.Value is null ? CommentOut(wanted) : Write(wanted, FpmValueWriter.Write(wanted));
        return refusal is null;
    }

    private FpmBrokenRule? Write(WantedSetting wanted, string? text)
    {
        if (text is null)
        {
            return Refuse(wanted, "ValueNotWritable", "no text gives this value to php-fpm's parser", "A value that holds both kinds of quotes or ends in odd ways cannot be written.");
        }

        if (InEffect(wanted) is { } current)
        {
            return Replace(wanted, current, text);
        }

        if (SectionLayout.Find(section, wanted) is not { } place)
        {
            return Refuse(wanted, "NoSection", "there is no line to put it behind", "Write the header of the section first.");
        }

        Insert(wanted, place, text);
        return null;
    }

    private FpmBrokenRule? Replace(WantedSetting wanted, FpmAssignment current, string text)
    {
        IniStatement statement = current.Statement;
        ReadOnlySpan<byte> rest = current.File.Ini.Slice(new IniSpan(statement.ValueSpan.End, current.Line.Span.End)).Trim(" \t\r\n"u8);
        if (current.Line.Error is not null || (!rest.IsEmpty && rest[0] != ';'))
        {
            return Refuse(wanted, "LineNotUnderstood", $"line {current.Line.Number} of {RawText.Encode(current.File.Path)} holds more than its value", "Mend the line by hand first.");
        }

        FileSplices splices = SplicesOf(current.File);
        if (current.Name != wanted.Name)
        {
            splices.Replace(statement.NameSpan, wanted.Name);
        }

        // Where there was no value, its blanks may be missing too: as before the equals sign, and before a comment.
        ReadOnlySpan<byte> head = current.File.Ini.Slice(new IniSpan(current.Line.Span.Start, statement.ValueSpan.Start));
        bool wasEmpty = statement.ValueSpan.Length == 0;
        string before = wasEmpty && head.EndsWith(" ="u8) ? " " : string.Empty;
        string behind = wasEmpty && !rest.IsEmpty ? " " : string.Empty;
        splices.Replace(statement.ValueSpan, before + text + behind);
        return null;
    }

    private void Insert(WantedSetting wanted, SectionLayout.Place place, string text)
    {
        (string indent, string between) = SectionLayout.StyleOf(place.File, place.Style);
        string line = $"{indent}{wanted.WrittenName}{between}{text}";
        ReadOnlySpan<byte> anchor = place.File.Ini.Slice(place.Anchor.Span);
        string lineEnd = anchor.EndsWith("\r\n"u8) || (!anchor.EndsWith("\n"u8) && place.File.Content.Span.IndexOf("\r\n"u8) >= 0) ? "\r\n" : "\n";

        // A last line without its line end gets one; the new last line has none then.
        bool isOpen = !anchor.EndsWith("\n"u8);
        SplicesOf(place.File).Replace(new IniSpan(place.Anchor.Span.End, place.Anchor.Span.End), isOpen ? lineEnd + line : line + lineEnd);
    }

    private FpmBrokenRule? CommentOut(WantedSetting wanted)
    {
        foreach (FpmAssignment occurrence in OccurrencesOf(wanted))
        {
            IniLine line = occurrence.Line;
            IReadOnlyList<IniStatement> statements = line.Statements;
            if (statements[^1] != occurrence.Statement || line.Error is not null)
            {
                return Refuse(wanted, "LineNotUnderstood", $"line {line.Number} of {RawText.Encode(occurrence.File.Path)} sets something else too", "Mend the line by hand first.");
            }

            FileSplices splices = SplicesOf(occurrence.File);
            if (statements.Count == 1)
            {
                splices.Replace(new IniSpan(line.Span.Start, line.Span.Start), ";");
                continue;
            }

            // The header that stands before it stays; the comment gets a line of its own.
            ReadOnlySpan<byte> bytes = occurrence.File.Ini.Slice(line.Span);
            int start = occurrence.Statement.NameSpan.Start;
            int header = occurrence.File.Ini.Slice(new IniSpan(line.Span.Start, start)).TrimEnd(" \t"u8).Length + line.Span.Start;
            splices.Replace(new IniSpan(header, start), (bytes.EndsWith("\r\n"u8) ? "\r\n" : "\n") + ";");
        }

        return null;
    }

    private IEnumerable<FpmAssignment> OccurrencesOf(WantedSetting wanted) =>
        section.Assignments.Where(assignment => assignment.SettingName == wanted.SettingName);

    private FileSplices SplicesOf(FpmConfigurationFile file)
    {
        if (!_files.TryGetValue(file, out FileSplices? splices))
        {
            splices = new FileSplices(file);
            _files[file] = splices;
        }

        return splices;
    }

    private string? ExpandPool(string? value) => section.IsGlobal ? value : value?.Replace("$pool", section.Name, StringComparison.Ordinal);

    private static FpmBrokenRule Refuse(WantedSetting wanted, string id, string message, string advice) =>
        new(id, [RawText.ToSafe(wanted.SettingName)], RawText.ToSafe(message), advice);
}
