namespace Nginx502.Fpm;

/// <summary>
/// Finds where a person would put a directive that a section lacks: behind its commented default, else behind the last directive of its family,
/// else behind the last line that sets something.
/// </summary>
internal static class SectionLayout
{
    /// <summary>The place of a new line.</summary>
    /// <param name="File">The file.</param>
    /// <param name="Anchor">The line that it stands behind.</param>
    /// <param name="Style">The line whose indentation and spacing it takes; the anchor, or another one of the section.</param>
    internal sealed record Place(FpmConfigurationFile File, IniLine Anchor, IniLine Style);

    /// <summary>Finds the place; null when the section has no line at all.</summary>
    public static Place? Find(FpmSection section, WantedSetting wanted)
    {
        FpmSegment? home = Home(section);
        if (home is null)
        {
            return null;
        }

        return BehindComment(section, home, wanted) ?? BehindFamily(section, wanted) ?? AtEnd(home);
    }

    /// <summary>What stands before a name, and between a name and its value, in a line; what is usual where it sets nothing.</summary>
    public static (string Indent, string Between) StyleOf(FpmConfigurationFile file, IniLine line)
    {
        ReadOnlySpan<byte> text = file.Ini.Slice(line.Span);
        if (LineReading.Assignment(text) is not { } statement)
        {
            return (string.Empty, " = ");
        }

        int blanks = text.Length - text.TrimStart(" \t"u8).Length;
        int name = statement.Kind == IniStatementKind.KeyedEntry ? statement.KeySpan.End + 1 : statement.NameSpan.End;
        return (blanks < statement.NameSpan.Start && text[blanks] != ';' ? string.Empty : RawText.From(text[..blanks]), RawText.From(text[name..statement.ValueSpan.Start]));
    }

    // What follows an include, without a header of its own, is no place for new lines as long as there is another one.
    private static FpmSegment? Home(FpmSection section) =>
        section.Segments.LastOrDefault(segment => segment.HasHeader || HasEntry(segment)) ?? section.Segments.FirstOrDefault();

    private static Place? BehindComment(FpmSection section, FpmSegment home, WantedSetting wanted)
    {
        foreach (FpmSegment segment in section.Segments.Where(segment => segment.HasHeader || segment == home).Reverse())
        {
            IniLine? comment = LinesOf(segment).LastOrDefault(line => line.Kind == IniLineKind.Comment && IsDefaultOf(segment.File, line, wanted));
            if (comment is not null)
            {
                return new Place(segment.File, comment, comment);
            }
        }

        return null;
    }

    private static bool IsDefaultOf(FpmConfigurationFile file, IniLine line, WantedSetting wanted) =>
        LineReading.Assignment(file.Ini.Slice(line.Span)) is { } statement
        && (wanted.Key is null ? statement.Key is null && RawText.EqualsIgnoringCase(statement.Name, wanted.Name) : statement.Name == wanted.Name && statement.Key == wanted.Key);

    private static Place? BehindFamily(FpmSection section, WantedSetting wanted)
    {
        string family = FamilyOf(wanted.Name);
        FpmAssignment? last = section.Assignments.LastOrDefault(assignment => FamilyOf(assignment.Name) == family && IsOwn(section, assignment));
        return last is null ? null : new Place(last.File, last.Line, last.Line);
    }

    // The comment above the next header belongs to that one. What stands behind an include may belong to the section that the included file ends with.
    private static Place AtEnd(FpmSegment home)
    {
        IniLine anchor = LinesOf(home).LastOrDefault(line => (line.Kind is IniLineKind.Entry or IniLineKind.Section or IniLineKind.Damaged) && !IsInclude(home.File, line)) ?? LinesOf(home).Last();
        IniLine style = LinesOf(home).LastOrDefault(line => line.Kind == IniLineKind.Entry) ?? anchor;
        return new Place(home.File, anchor, style);
    }

    // A line of a file that is included into the section is no neighbour, unless it has its own header.
    private static bool IsOwn(FpmSection section, FpmAssignment assignment) =>
        section.Segments.Any(segment => segment.File == assignment.File && segment.First < assignment.Line.Number && assignment.Line.Number <= segment.Last + 1);

    private static string FamilyOf(string name) => name switch
    {
        "slowlog" => "request",
        "php_flag" or "php_value" or "php_admin_flag" or "php_admin_value" => "php",
        "group" => "user",
        "chdir" => "chroot",
        "decorate_workers_output" => "catch",
        _ when name.StartsWith("request_", StringComparison.Ordinal) => "request",
        _ when name.StartsWith("catch_", StringComparison.Ordinal) => "catch",
        _ when name.StartsWith("emergency_", StringComparison.Ordinal) => "emergency",
        _ => name.IndexOf('.', StringComparison.Ordinal) is int dot and > 0 ? name[..dot] : name,
    };

    private static bool IsInclude(FpmConfigurationFile file, IniLine line) =>
        LineReading.Assignment(file.Ini.Slice(line.Span)) is { Key: null } statement && RawText.EqualsIgnoringCase(statement.Name, "include");

    private static bool HasEntry(FpmSegment segment) => LinesOf(segment).Any(line => line.Kind == IniLineKind.Entry);

    private static IEnumerable<IniLine> LinesOf(FpmSegment segment)
    {
        for (int index = segment.First; index <= segment.Last; index++)
        {
            yield return segment.File.Ini.Lines[index];
        }
    }
}
