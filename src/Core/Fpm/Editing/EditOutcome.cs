namespace Nginx502.Fpm;

/// <summary>Reads what edits would make of the files, and lets nothing through that says something else than was wanted.</summary>
internal static class EditOutcome
{
    /// <summary>The plan of the edits, or why it is none.</summary>
    /// <param name="before">The configuration as it is.</param>
    /// <param name="section">The section that changes.</param>
    /// <param name="edits">The edits.</param>
    /// <param name="changed">What they are to bring about.</param>
    /// <param name="scope">The section in words.</param>
    public static FpmEditPlan Of(FpmConfiguration before, FpmSection section, SectionEdits edits, IReadOnlyList<WantedSetting> changed, string scope)
    {
        // An edit before this one may not be written yet: all files are as the configuration has them, and not as they lie there.
        var contents = before.Files.ToDictionary(file => file.Path, file => file.Content.ToArray(), StringComparer.Ordinal);
        foreach (FileSplices splices in edits.Files)
        {
            contents[splices.File.Path] = splices.Apply();
        }

        FpmConfiguration after = FpmConfiguration.Read(before.Path, before.Options, contents);
        FpmSection? now = section.IsGlobal ? after.GlobalSection : after.PoolSections.ElementAtOrDefault(IndexOf(before.PoolSections, section));
        string[] names = [.. changed.Select(wanted => RawText.ToSafe(wanted.SettingName))];
        List<ConfigurationDiagnostic> said = NewDiagnostics(before, after);
        FpmBrokenRule[] broken =
        [
            .. said.Where(diagnostic => diagnostic.Severity >= Severity.Error)
                .Select(diagnostic => new FpmBrokenRule(diagnostic.Id, names, diagnostic.Message, diagnostic.Advice ?? "php-fpm would not start with it.")),
        ];
        if (broken.Length == 0 && (now is null || Differs(before, after, section, now, changed)))
        {
            broken = [new FpmBrokenRule(
                "EditTouchesOthers", names, "the edit would change more, or something else, than was wanted",
                "A file that several pools include, or a line that is read otherwise than it looks, is to be changed by hand.")];
        }

        if (broken.Length > 0)
        {
            return new FpmEditPlan { BrokenRules = broken };
        }

        return new FpmEditPlan
        {
            Edits = [.. edits.Files.Select(splices => new FileEdit(splices.File.Path, splices.File.Content, contents[splices.File.Path]))],
            Warnings = said,
            Changes = [.. changed.Select(wanted => Describe(section, now!, edits, wanted, contents, scope))],
        };
    }

    private static int IndexOf(IReadOnlyList<FpmSection> sections, FpmSection section)
    {
        int index = 0;
        while (sections[index] != section)
        {
            index++;
        }

        return index;
    }

    // What was there before is no reason to refuse; a new error is.
    private static List<ConfigurationDiagnostic> NewDiagnostics(FpmConfiguration before, FpmConfiguration after)
    {
        var known = before.Diagnostics.GroupBy(diagnostic => (diagnostic.Id, diagnostic.Message)).ToDictionary(group => group.Key, group => group.Count());
        var found = new List<ConfigurationDiagnostic>();
        foreach (ConfigurationDiagnostic diagnostic in after.Diagnostics.Where(diagnostic => diagnostic.Severity >= Severity.Warning))
        {
            (string Id, string Message) key = (diagnostic.Id, diagnostic.Message);
            if (known.GetValueOrDefault(key) > 0)
            {
                known[key]--;
            }
            else
            {
                found.Add(diagnostic);
            }
        }

        return found;
    }

    private static bool Differs(FpmConfiguration before, FpmConfiguration after, FpmSection section, FpmSection now, IReadOnlyList<WantedSetting> changed)
    {
        if (before.PoolSections.Count != after.PoolSections.Count || before.Files.Count != after.Files.Count)
        {
            return true;
        }

        for (int index = 0; index < before.PoolSections.Count; index++)
        {
            FpmSection left = before.PoolSections[index];
            FpmSection right = after.PoolSections[index];
            if (left.Name != right.Name || (left != section && !SayTheSame(left, right, [])))
            {
                return true;
            }
        }

        if (!section.IsGlobal && !SayTheSame(before.GlobalSection, after.GlobalSection, []))
        {
            return true;
        }

        var names = changed.Select(wanted => wanted.SettingName).ToHashSet(StringComparer.Ordinal);
        var edits = new SectionEdits(now);
        return !SayTheSame(section, now, names) || !changed.All(wanted => SaysWhatWasWanted(edits, wanted));
    }

    // What lines say, before php-fpm's own rules: those may draw conclusions from a change elsewhere.
    private static bool SayTheSame(FpmSection left, FpmSection right, HashSet<string> apartFrom) =>
        Statements(left, apartFrom).SequenceEqual(Statements(right, apartFrom));

    private static IEnumerable<(string Name, string Value)> Statements(FpmSection section, HashSet<string> apartFrom) => section.Assignments
        .Where(assignment => !apartFrom.Contains(assignment.SettingName))
        .Select(assignment => (assignment.Name + "[" + assignment.Key, assignment.Statement.Value));

    private static bool SaysWhatWasWanted(SectionEdits edits, WantedSetting wanted)
    {
        FpmAssignment? current = edits.InEffect(wanted);
        return wanted.Value is null ? current is null : current is not null && current.Name == wanted.Name && edits.IsAsWanted(wanted);
    }

    private static SettingChange Describe(
        FpmSection section, FpmSection now, SectionEdits edits, WantedSetting wanted, Dictionary<string, byte[]> contents, string scope)
    {
        FpmAssignment? old = edits.InEffect(wanted);
        FpmAssignment? current = new SectionEdits(now).InEffect(wanted);
        string? defaultBefore = old is null ? EffectiveOf(section, wanted) : null;
        string? defaultAfter = current is null ? EffectiveOf(now, wanted) : null;
        FpmConfigurationFile file = (current ?? old)!.File;
        int line = current?.Line.Number
            ?? edits.Files.First(splices => splices.File == old!.File).LineAfter(old!.Statement.NameSpan.Start, contents[old.File.Path]);
        return new SettingChange(
            RawText.ToSafe(wanted.SettingName),
            Shown(wanted, old?.Written ?? defaultBefore),
            Shown(wanted, current?.Written ?? defaultAfter),
            WasDefault: old is null,
            SafeText.Escape(file.Path),
            line,
            scope,
            wanted.Directive?.Applies ?? ChangeApplies.FpmReload);
    }

    private static string? EffectiveOf(FpmSection section, WantedSetting wanted) =>
        wanted.Directive is { } directive && section.EffectiveAt(directive.Ordinal) is { } value ? FpmSettings.Printed(directive, value) : null;

    private static string? Shown(WantedSetting wanted, string? value) => value is null ? null : FpmLineMask.MaskValue(wanted.Name, wanted.Key, RawText.ToSafe(value));
}
